package org.semblance.math;

/** Arithmetic on one vector inside a row-major array; the order of operations is part of it. */
public final class Vectors {

  private static final long HASH_FACTOR = 0x9E3779B97F4A7C15L;

  private Vectors() {}

  /** {@code Σ x[i]²} in float32, by fused multiply-adds in ascending order. */
  public static float squaredNorm(float[] values, int from, int dimension) {
    float sum = 0;
    for (int i = from; i < from + dimension; i++) {
      sum = Math.fma(values[i], values[i], sum);
    }
    return sum;
  }

  /**
   * Scales the vector to Euclidean length 1, in place, with the sum of squares in double; a zero
   * vector stays zero.
   *
   * @return whether the vector had a direction
   */
  public static boolean normalize(float[] values, int from, int dimension) {
    double sum = 0;
    for (int i = from; i < from + dimension; i++) {
      sum += (double) values[i] * values[i];
    }
    if (sum == 0) {
      return false;
    }
    double scale = 1 / Math.sqrt(sum);
    for (int i = from; i < from + dimension; i++) {
      values[i] = (float) (values[i] * scale);
    }
    return true;
  }

  /** Whether every component is a number, neither NaN nor infinite. */
  public static boolean isFinite(float[] values, int from, int dimension) {
    float zero = 0;
    for (int i = from; i < from + dimension; i++) {
      zero += values[i] * 0;
    }
    return zero == 0;
  }

  /** A 64-bit hash of the vector's value: equal vectors, -0 and +0 alike, have equal hashes. */
  public static long hash(float[] values, int from, int dimension) {
    long hash = dimension;
    for (int i = from; i < from + dimension; i++) {
      hash = (hash ^ Float.floatToRawIntBits(values[i] + 0.0f)) * HASH_FACTOR;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
