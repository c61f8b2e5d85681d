package org.semblance.math;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Vectors as the rows of a matrix.
 *
 * @param values {@code [count, dimension]} float32, row-major; not copied
 * @param biases {@code [count]}, added to every score of the row, or empty for none; not copied
 */
public record Rows(int dimension, float[] values, float[] biases) implements Serializable {

  private static final float[] NONE = {};

  public Rows {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    if (values.length % dimension != 0) {
      throw new IllegalArgumentException(
          "values must hold rows of %d numbers, got %d".formatted(dimension, values.length));
    }
    if (biases.length != 0 && biases.length != values.length / dimension) {
      throw new IllegalArgumentException(
          "biases must be empty or one per row of %d, got %d"
              .formatted(values.length / dimension, biases.length));
    }
  }

  /** Rows whose scores are inner products. */
  public static Rows of(float[] values, int dimension) {
    return new Rows(dimension, values, NONE);
  }

  /**
   * Rows whose scores are {@code -|a - b|² / 2}, because the bias of a row is {@code -|a|² / 2},
   * summed in float32 by sequential fused multiply-adds.
   */
  public static Rows euclidean(float[] values, int dimension) {
    float[] biases = new float[values.length / dimension];
    for (int i = 0; i < biases.length; i++) {
      biases[i] = -Vectors.squaredNorm(values, i * dimension, dimension) / 2;
    }
    return new Rows(dimension, values, biases);
  }

  public int count() {
    return values.length / dimension;
  }

  /**
   * The score of row {@code i} and row {@code j} of {@code other}, the bits that {@link
   * ScoreKernel} gives them.
   */
  public float score(int i, Rows other, int j) {
    float sum = isBiased() ? biases[i] + other.biases[j] : 0;
    int at = i * dimension;
    int otherAt = j * dimension;
    for (int k = 0; k < dimension; k++) {
      sum = Math.fma(values[at + k], other.values[otherAt + k], sum);
    }
    return sum;
  }

  /** Row {@code i}, copied. */
  public float[] vector(int i) {
    return Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension);
  }

  /** The rows {@code [from, to)}, copied. */
  public Rows slice(int from, int to) {
    return new Rows(
        dimension,
        Arrays.copyOfRange(values, from * dimension, to * dimension),
        isBiased() ? Arrays.copyOfRange(biases, from, to) : NONE);
  }

  /** The rows with these numbers, copied. */
  public Rows pick(int[] rows) {
    float[] picked = new float[rows.length * dimension];
    float[] pickedBiases = isBiased() ? new float[rows.length] : NONE;
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * dimension, picked, i * dimension, dimension);
      if (isBiased()) {
        pickedBiases[i] = biases[rows[i]];
      }
    }
    return new Rows(dimension, picked, pickedBiases);
  }

  /** Whether scores are more than inner products. */
  public boolean isBiased() {
    return biases.length > 0;
  }
}
