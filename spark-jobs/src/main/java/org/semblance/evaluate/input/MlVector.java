package org.semblance.evaluate.input;

/** A vector of Spark ML from what Spark stores of it. */
public final class MlVector {

  /** The kind that has no indices. */
  private static final int DENSE = 1;

  private MlVector() {}

  /**
   * The vector as float32.
   *
   * @param kind 1 for dense, where {@code values} are all there is, else sparse
   * @param dimension of a sparse vector
   * @param indices of the values of a sparse vector
   */
  public static float[] of(int kind, int dimension, int[] indices, double[] values) {
    if (kind == DENSE) {
      return Float32.of(values, values.length);
    }
    double[] dense = new double[dimension];
    for (int i = 0; i < values.length; i++) {
      dense[indices[i]] = values[i];
    }
    return Float32.of(dense, dimension);
  }
}
