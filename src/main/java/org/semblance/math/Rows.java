package org.semblance.math;

import java.io.Serializable;

/**
 * Vectors as the rows of a matrix.
 *
 * @param values {@code [count, dimension]} float32, row-major; not copied
 * @param biases {@code [count]}, added to every score of the row; not copied
 */
public record Rows(int dimension, float[] values, float[] biases) implements Serializable {

  public Rows {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    if (values.length != (long) biases.length * dimension) {
      throw new IllegalArgumentException(
          "values must hold %d rows of %d numbers, got %d"
              .formatted(biases.length, dimension, values.length));
    }
  }

  /** Rows whose scores are inner products. */
  public static Rows of(float[] values, int dimension) {
    return new Rows(dimension, values, new float[values.length / dimension]);
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
    return biases.length;
  }
}
