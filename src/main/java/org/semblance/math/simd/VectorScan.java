package org.semblance.math.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Scans over scores: four vectors are folded into one and tested together. */
final class VectorScan {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STEP = 4 * LANES;

  private VectorScan() {}

  /**
   * A score that reaches the smaller of two floors reaches one of them. The difference of unequal
   * floats never rounds to zero (gradual underflow), so comparing it with zero is exact.
   */
  static int nextCandidates(
      float[] scores, int from, int to, float floor, float[] floors, int floorsFrom) {
    FloatVector row = FloatVector.broadcast(SPECIES, floor);
    int at = from;
    int other = floorsFrom;
    for (; at + STEP <= to; at += STEP, other += STEP) {
      FloatVector first = excess(scores, at, row, floors, other);
      FloatVector second = excess(scores, at + LANES, row, floors, other + LANES);
      FloatVector third = excess(scores, at + 2 * LANES, row, floors, other + 2 * LANES);
      FloatVector fourth = excess(scores, at + 3 * LANES, row, floors, other + 3 * LANES);
      FloatVector largest = first.max(second).max(third.max(fourth));
      if (largest.compare(VectorOperators.GE, 0f).anyTrue()) {
        return at;
      }
    }
    while (at < to && scores[at] < Math.min(floor, floors[other])) {
      at++;
      other++;
    }
    return at;
  }

  private static FloatVector excess(
      float[] scores, int at, FloatVector row, float[] floors, int other) {
    FloatVector lower = row.min(FloatVector.fromArray(SPECIES, floors, other));
    return FloatVector.fromArray(SPECIES, scores, at).sub(lower);
  }

  static int nextCandidates(float[] scores, int from, int to, float floor) {
    int at = from;
    for (; at + STEP <= to; at += STEP) {
      if (largest(scores, at).compare(VectorOperators.GE, floor).anyTrue()) {
        return at;
      }
    }
    while (at < to && scores[at] < floor) {
      at++;
    }
    return at;
  }

  private static FloatVector largest(float[] scores, int at) {
    FloatVector first = FloatVector.fromArray(SPECIES, scores, at);
    FloatVector second = FloatVector.fromArray(SPECIES, scores, at + LANES);
    FloatVector third = FloatVector.fromArray(SPECIES, scores, at + 2 * LANES);
    FloatVector fourth = FloatVector.fromArray(SPECIES, scores, at + 3 * LANES);
    return first.max(second).max(third.max(fourth));
  }

  static int indexOfMaximum(float[] scores, int from, int to) {
    FloatVector folded = FloatVector.broadcast(SPECIES, scores[from]);
    int at = from;
    for (; at + STEP <= to; at += STEP) {
      folded = folded.max(largest(scores, at));
    }
    float maximum = folded.reduceLanes(VectorOperators.MAX);
    for (; at < to; at++) {
      maximum = Math.max(maximum, scores[at]);
    }
    int found = nextCandidates(scores, from, to, maximum);
    while (scores[found] < maximum) {
      found++;
    }
    return found;
  }
}
