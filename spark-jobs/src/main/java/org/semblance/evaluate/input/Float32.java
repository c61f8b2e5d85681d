package org.semblance.evaluate.input;

import java.util.Arrays;

/** Numbers as float32, or NaN where that would be another number without saying so. */
public final class Float32 {

  private Float32() {}

  /** The integer, or NaN where float32 has no such number. */
  public static float of(long value) {
    float single = (float) value;
    return (long) single == value && single < 0x1p63f ? single : Float.NaN;
  }

  /** The number that 16 bits stand for, IEEE 754 binary16. */
  public static float ofHalf(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else {
      magnitude = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    }
    return bits >= 0 ? magnitude : -magnitude;
  }

  /**
   * Rounds a vector to the nearest float32 numbers; all NaN where it is too short for those, so
   * that its direction would be lost.
   */
  public static float[] of(double[] vector, int dimension) {
    float[] single = new float[dimension];
    float largest = 0;
    boolean isZero = true;
    for (int i = 0; i < dimension; i++) {
      single[i] = (float) vector[i];
      largest = Math.max(largest, Math.abs(single[i]));
      isZero &= vector[i] == 0;
    }
    if (largest < Float.MIN_NORMAL && !isZero) {
      Arrays.fill(single, Float.NaN);
    }
    return single;
  }
}
