package org.semblance.distance;

import ai.djl.ndarray.NDArray;

/** Rows scaled to length one. */
public final class UnitRows {

  /** Squared norms up to this are taken for zero rows: the published floor on the norm, squared. */
  private static final double ZERO_SQUARED_NORM = 1e-24;

  private UnitRows() {}

  /**
   * The rows of {@code rows} {@code [n, d]} divided by their Euclidean norm. A zero row stays zero
   * and passes its gradient on unscaled (the reference implementations multiply it by 1e12).
   */
  public static NDArray of(NDArray rows) {
    return rows.div(norms(rows));
  }

  /** The Euclidean norm of each row {@code [n, 1]}; 1 for a zero row, with zero gradient. */
  public static NDArray norms(NDArray rows) {
    NDArray squared = rows.square().sum(new int[] {1}, true);
    return squared.add(squared.lte(ZERO_SQUARED_NORM).toType(rows.getDataType(), false)).sqrt();
  }

  /** The rows divided by their p-norm; a zero row stays zero. */
  static NDArray of(NDArray rows, double p) {
    if (p == 2) {
      return of(rows);
    }
    NDArray norm = Differences.root(Differences.powers(rows, p).sum(new int[] {1}, true), p);
    return rows.div(norm.add(norm.lte(0).toType(rows.getDataType(), false)));
  }
}
