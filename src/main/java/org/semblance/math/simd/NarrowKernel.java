package org.semblance.math.simd;

import jdk.incubator.vector.FloatVector;

/** Tiles of 6 rows × 2 vectors: 12 accumulators, for processors with 16 vector registers. */
final class NarrowKernel extends VectorScan {

  private static final int ROWS = 6;

  @Override
  public int panelRows() {
    return ROWS;
  }

  @Override
  public int panelColumns() {
    return 2 * LANES;
  }

  // One local variable per accumulator: only so does each one live in a register. Anything more in
  // this method can push it over the limits of the compiler, and then every vector is an object.
  @Override
  public void tile(
      float[] a, int aFrom, float[] b, int bFrom, int depth, float[] scores, int from, int stride) {
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector r2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector r3 = FloatVector.zero(SPECIES);
    FloatVector l4 = FloatVector.zero(SPECIES);
    FloatVector r4 = FloatVector.zero(SPECIES);
    FloatVector l5 = FloatVector.zero(SPECIES);
    FloatVector r5 = FloatVector.zero(SPECIES);
    int aAt = aFrom;
    int bAt = bFrom;
    for (int k = 0; k < depth; k++, aAt += ROWS, bAt += 2 * LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector right = FloatVector.fromArray(SPECIES, b, bAt + LANES);
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
    }
    l0.intoArray(scores, from + 0 * stride);
    r0.intoArray(scores, from + 0 * stride + LANES);
    l1.intoArray(scores, from + 1 * stride);
    r1.intoArray(scores, from + 1 * stride + LANES);
    l2.intoArray(scores, from + 2 * stride);
    r2.intoArray(scores, from + 2 * stride + LANES);
    l3.intoArray(scores, from + 3 * stride);
    r3.intoArray(scores, from + 3 * stride + LANES);
    l4.intoArray(scores, from + 4 * stride);
    r4.intoArray(scores, from + 4 * stride + LANES);
    l5.intoArray(scores, from + 5 * stride);
    r5.intoArray(scores, from + 5 * stride + LANES);
  }
}
