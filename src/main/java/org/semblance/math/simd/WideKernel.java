package org.semblance.math.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.semblance.math.ScoreKernel;

/** Tiles of 14 rows × 2 vectors: 28 accumulators, for processors with 32 vector registers. */
final class WideKernel implements ScoreKernel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = 14;

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public int panelRows() {
    return ROWS;
  }

  @Override
  public int panelColumns() {
    return 2 * LANES;
  }

  // One local variable per accumulator: only so does each one live in a register.
  @Override
  public void tile(
      float[] a, int aFrom, float[] b, int bFrom, int depth, float[] scores, int from, int stride) {
    FloatVector left = FloatVector.fromArray(SPECIES, b, bFrom);
    FloatVector right = FloatVector.fromArray(SPECIES, b, bFrom + LANES);
    FloatVector l0 = left.add(a[aFrom + 0]);
    FloatVector r0 = right.add(a[aFrom + 0]);
    FloatVector l1 = left.add(a[aFrom + 1]);
    FloatVector r1 = right.add(a[aFrom + 1]);
    FloatVector l2 = left.add(a[aFrom + 2]);
    FloatVector r2 = right.add(a[aFrom + 2]);
    FloatVector l3 = left.add(a[aFrom + 3]);
    FloatVector r3 = right.add(a[aFrom + 3]);
    FloatVector l4 = left.add(a[aFrom + 4]);
    FloatVector r4 = right.add(a[aFrom + 4]);
    FloatVector l5 = left.add(a[aFrom + 5]);
    FloatVector r5 = right.add(a[aFrom + 5]);
    FloatVector l6 = left.add(a[aFrom + 6]);
    FloatVector r6 = right.add(a[aFrom + 6]);
    FloatVector l7 = left.add(a[aFrom + 7]);
    FloatVector r7 = right.add(a[aFrom + 7]);
    FloatVector l8 = left.add(a[aFrom + 8]);
    FloatVector r8 = right.add(a[aFrom + 8]);
    FloatVector l9 = left.add(a[aFrom + 9]);
    FloatVector r9 = right.add(a[aFrom + 9]);
    FloatVector l10 = left.add(a[aFrom + 10]);
    FloatVector r10 = right.add(a[aFrom + 10]);
    FloatVector l11 = left.add(a[aFrom + 11]);
    FloatVector r11 = right.add(a[aFrom + 11]);
    FloatVector l12 = left.add(a[aFrom + 12]);
    FloatVector r12 = right.add(a[aFrom + 12]);
    FloatVector l13 = left.add(a[aFrom + 13]);
    FloatVector r13 = right.add(a[aFrom + 13]);
    int aAt = aFrom;
    int bAt = bFrom;
    for (int k = 0; k < depth; k++) {
      aAt += ROWS;
      bAt += 2 * LANES;
      left = FloatVector.fromArray(SPECIES, b, bAt);
      right = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[aAt + 0]);
      l0 = a0.fma(left, l0);
      r0 = a0.fma(right, r0);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[aAt + 1]);
      l1 = a1.fma(left, l1);
      r1 = a1.fma(right, r1);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[aAt + 2]);
      l2 = a2.fma(left, l2);
      r2 = a2.fma(right, r2);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[aAt + 3]);
      l3 = a3.fma(left, l3);
      r3 = a3.fma(right, r3);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[aAt + 4]);
      l4 = a4.fma(left, l4);
      r4 = a4.fma(right, r4);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[aAt + 5]);
      l5 = a5.fma(left, l5);
      r5 = a5.fma(right, r5);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[aAt + 6]);
      l6 = a6.fma(left, l6);
      r6 = a6.fma(right, r6);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[aAt + 7]);
      l7 = a7.fma(left, l7);
      r7 = a7.fma(right, r7);
      FloatVector a8 = FloatVector.broadcast(SPECIES, a[aAt + 8]);
      l8 = a8.fma(left, l8);
      r8 = a8.fma(right, r8);
      FloatVector a9 = FloatVector.broadcast(SPECIES, a[aAt + 9]);
      l9 = a9.fma(left, l9);
      r9 = a9.fma(right, r9);
      FloatVector a10 = FloatVector.broadcast(SPECIES, a[aAt + 10]);
      l10 = a10.fma(left, l10);
      r10 = a10.fma(right, r10);
      FloatVector a11 = FloatVector.broadcast(SPECIES, a[aAt + 11]);
      l11 = a11.fma(left, l11);
      r11 = a11.fma(right, r11);
      FloatVector a12 = FloatVector.broadcast(SPECIES, a[aAt + 12]);
      l12 = a12.fma(left, l12);
      r12 = a12.fma(right, r12);
      FloatVector a13 = FloatVector.broadcast(SPECIES, a[aAt + 13]);
      l13 = a13.fma(left, l13);
      r13 = a13.fma(right, r13);
    }
    store(l0, r0, scores, from + 0 * stride);
    store(l1, r1, scores, from + 1 * stride);
    store(l2, r2, scores, from + 2 * stride);
    store(l3, r3, scores, from + 3 * stride);
    store(l4, r4, scores, from + 4 * stride);
    store(l5, r5, scores, from + 5 * stride);
    store(l6, r6, scores, from + 6 * stride);
    store(l7, r7, scores, from + 7 * stride);
    store(l8, r8, scores, from + 8 * stride);
    store(l9, r9, scores, from + 9 * stride);
    store(l10, r10, scores, from + 10 * stride);
    store(l11, r11, scores, from + 11 * stride);
    store(l12, r12, scores, from + 12 * stride);
    store(l13, r13, scores, from + 13 * stride);
  }

  private static void store(FloatVector left, FloatVector right, float[] scores, int at) {
    left.intoArray(scores, at);
    right.intoArray(scores, at + LANES);
  }

  @Override
  public int nextCandidates(
      float[] scores, int from, int to, float floor, float[] floors, int floorsFrom) {
    return VectorScan.nextCandidates(scores, from, to, floor, floors, floorsFrom);
  }

  @Override
  public int nextCandidates(float[] scores, int from, int to, float floor) {
    return VectorScan.nextCandidates(scores, from, to, floor);
  }

  @Override
  public int indexOfMaximum(float[] scores, int from, int to) {
    return VectorScan.indexOfMaximum(scores, from, to);
  }
}
