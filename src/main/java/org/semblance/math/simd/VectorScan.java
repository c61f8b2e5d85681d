package org.semblance.math.simd;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.semblance.math.ScoreKernel;

/**
 * The scans, four vectors at a time. Scores are compared, not folded by {@code min} and {@code
 * max}: those mind the sign of zero, which takes the processor five instructions.
 */
abstract class VectorScan implements ScoreKernel {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private static final int STEP = 4 * LANES;

  @Override
  public final String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public final int nextCandidates(
      float[] scores, int from, int to, float floor, float[] floors, int floorsFrom) {
    int at = from;
    int other = floorsFrom;
    for (; at + STEP <= to; at += STEP, other += STEP) {
      VectorMask<Float> first = reached(scores, at, floor, floors, other);
      VectorMask<Float> second = reached(scores, at + LANES, floor, floors, other + LANES);
      VectorMask<Float> third = reached(scores, at + 2 * LANES, floor, floors, other + 2 * LANES);
      VectorMask<Float> fourth = reached(scores, at + 3 * LANES, floor, floors, other + 3 * LANES);
      if (first.or(second).or(third.or(fourth)).anyTrue()) {
        return at;
      }
    }
    return ScoreKernel.super.nextCandidates(scores, at, to, floor, floors, other);
  }

  @Override
  public final long candidates(
      float[] scores, int from, int to, float floor, float[] floors, int floorsFrom) {
    if (to - from < GROUP) {
      return ScoreKernel.super.candidates(scores, from, to, floor, floors, floorsFrom);
    }
    long bits = 0;
    for (int i = 0; i < GROUP; i += LANES) {
      bits |= reached(scores, from + i, floor, floors, floorsFrom + i).toLong() << i;
    }
    return bits;
  }

  private static VectorMask<Float> reached(
      float[] scores, int at, float floor, float[] floors, int other) {
    FloatVector score = FloatVector.fromArray(SPECIES, scores, at);
    return score
        .compare(GE, floor)
        .or(score.compare(GE, FloatVector.fromArray(SPECIES, floors, other)));
  }

  @Override
  public final int nextCandidates(float[] scores, int from, int to, float floor) {
    int at = from;
    for (; at + STEP <= to; at += STEP) {
      VectorMask<Float> first = reached(scores, at, floor);
      VectorMask<Float> second = reached(scores, at + LANES, floor);
      VectorMask<Float> third = reached(scores, at + 2 * LANES, floor);
      VectorMask<Float> fourth = reached(scores, at + 3 * LANES, floor);
      if (first.or(second).or(third.or(fourth)).anyTrue()) {
        return at;
      }
    }
    return ScoreKernel.super.nextCandidates(scores, at, to, floor);
  }

  @Override
  public final long candidates(float[] scores, int from, int to, float floor) {
    if (to - from < GROUP) {
      return ScoreKernel.super.candidates(scores, from, to, floor);
    }
    long bits = 0;
    for (int i = 0; i < GROUP; i += LANES) {
      bits |= reached(scores, from + i, floor).toLong() << i;
    }
    return bits;
  }

  private static VectorMask<Float> reached(float[] scores, int at, float floor) {
    return FloatVector.fromArray(SPECIES, scores, at).compare(GE, floor);
  }

  @Override
  public final int indexOfMaximum(float[] scores, int from, int to) {
    FloatVector left = FloatVector.broadcast(SPECIES, scores[from]);
    FloatVector right = left;
    int at = from;
    for (; at + 2 * LANES <= to; at += 2 * LANES) {
      left = larger(left, FloatVector.fromArray(SPECIES, scores, at));
      right = larger(right, FloatVector.fromArray(SPECIES, scores, at + LANES));
    }
    float maximum = larger(left, right).reduceLanes(VectorOperators.MAX);
    for (; at < to; at++) {
      maximum = Math.max(maximum, scores[at]);
    }
    int group = nextCandidates(scores, from, to, maximum);
    return group + Long.numberOfTrailingZeros(candidates(scores, group, to, maximum));
  }

  private static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(GT, a));
  }
}
