package org.semblance.method;

import ai.djl.ndarray.NDArray;

/** Rows divided by their Euclidean norm. */
final class UnitRows {

  /** Square of the smallest norm that is divided by, as PyTorch's {@code normalize} has it. */
  private static final double SMALLEST_SQUARE = 1e-24;

  private UnitRows() {}

  /**
   * The rows of {@code rows} {@code [n, d]} over {@code max(norm, 1e-12)}. A zero row stays zero
   * and receives no gradient, where dividing by the bound would multiply it by 1e12.
   */
  static NDArray of(NDArray rows) {
    NDArray squares = rows.square().sum(new int[] {1}, true);
    NDArray positive = squares.stopGradient().gt(SMALLEST_SQUARE).toType(rows.getDataType(), false);
    return rows.mul(positive).div(squares.clip(SMALLEST_SQUARE, Float.MAX_VALUE).sqrt());
  }
}
