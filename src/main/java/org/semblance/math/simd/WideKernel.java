package org.semblance.math.simd;

import jdk.incubator.vector.FloatVector;

/** Tiles of 14 rows × 2 vectors: 28 accumulators, for processors with 32 vector registers. */
final class WideKernel extends VectorScan {

  private static final int ROWS = 14;

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
    FloatVector l6 = FloatVector.zero(SPECIES);
    FloatVector r6 = FloatVector.zero(SPECIES);
    FloatVector l7 = FloatVector.zero(SPECIES);
    FloatVector r7 = FloatVector.zero(SPECIES);
    FloatVector l8 = FloatVector.zero(SPECIES);
    FloatVector r8 = FloatVector.zero(SPECIES);
    FloatVector l9 = FloatVector.zero(SPECIES);
    FloatVector r9 = FloatVector.zero(SPECIES);
    FloatVector l10 = FloatVector.zero(SPECIES);
    FloatVector r10 = FloatVector.zero(SPECIES);
    FloatVector l11 = FloatVector.zero(SPECIES);
    FloatVector r11 = FloatVector.zero(SPECIES);
    FloatVector l12 = FloatVector.zero(SPECIES);
    FloatVector r12 = FloatVector.zero(SPECIES);
    FloatVector l13 = FloatVector.zero(SPECIES);
    FloatVector r13 = FloatVector.zero(SPECIES);
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
    l6.intoArray(scores, from + 6 * stride);
    r6.intoArray(scores, from + 6 * stride + LANES);
    l7.intoArray(scores, from + 7 * stride);
    r7.intoArray(scores, from + 7 * stride + LANES);
    l8.intoArray(scores, from + 8 * stride);
    r8.intoArray(scores, from + 8 * stride + LANES);
    l9.intoArray(scores, from + 9 * stride);
    r9.intoArray(scores, from + 9 * stride + LANES);
    l10.intoArray(scores, from + 10 * stride);
    r10.intoArray(scores, from + 10 * stride + LANES);
    l11.intoArray(scores, from + 11 * stride);
    r11.intoArray(scores, from + 11 * stride + LANES);
    l12.intoArray(scores, from + 12 * stride);
    r12.intoArray(scores, from + 12 * stride + LANES);
    l13.intoArray(scores, from + 13 * stride);
    r13.intoArray(scores, from + 13 * stride + LANES);
  }
}
