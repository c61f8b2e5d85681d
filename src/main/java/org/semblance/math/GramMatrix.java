package org.semblance.math;

import java.io.Serializable;

/**
 * {@code XᵀX} of rows seen so far, order-free by {@link SumGrid}: {@code [dimension, dimension]}
 * double, the upper triangle.
 */
public final class GramMatrix implements Serializable {

  private static final long serialVersionUID = 1L;
  // Rows folded into one pass over the matrix, which is larger than the first-level cache, and
  // into one rounding.
  private static final int ROWS_AT_ONCE = 4;

  private final int dimension;
  private final SumGrid grid;
  private final double[] values;

  /**
   * An empty sum.
   *
   * @param largest bound on the magnitude of a component
   * @param rows bound on the number of rows that all merged matrices will see
   */
  public GramMatrix(int dimension, double largest, long rows) {
    this.dimension = dimension;
    this.grid = SumGrid.of(largest * largest, rows);
    this.values = new double[dimension * dimension];
  }

  /**
   * Adds rows {@code [from, to)}, in groups of four from the first: sums have the same bits in
   * whatever order and parts rows are added, as long as the same rows come in one call.
   */
  public void add(Rows rows, int from, int to) {
    double[][] group = new double[ROWS_AT_ONCE][dimension];
    for (int row = from; row < to; row += ROWS_AT_ONCE) {
      for (int i = 0; i < ROWS_AT_ONCE; i++) {
        int source = (row + i) * dimension;
        for (int k = 0; k < dimension; k++) {
          group[i][k] = row + i < to ? rows.values()[source + k] : 0;
        }
      }
      for (int k = 0; k < dimension; k++) {
        addProducts(group[0], group[1], group[2], group[3], k);
      }
    }
  }

  private void addProducts(double[] a, double[] b, double[] c, double[] d, int k) {
    double magic = grid.magic();
    double ak = a[k];
    double bk = b[k];
    double ck = c[k];
    double dk = d[k];
    int at = k * dimension;
    for (int j = k; j < dimension; j++) {
      double sum = Math.fma(ak, a[j], Math.fma(bk, b[j], Math.fma(ck, c[j], dk * d[j])));
      values[at + j] += (sum + magic) - magic;
    }
  }

  /** Adds what {@code other} has seen. */
  public GramMatrix merge(GramMatrix other) {
    for (int i = 0; i < values.length; i++) {
      values[i] += other.values[i];
    }
    return this;
  }

  /** The whole symmetric matrix, row-major, a copy. */
  public double[] symmetric() {
    double[] result = values.clone();
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        result[i * dimension + j] = values[j * dimension + i];
      }
    }
    return result;
  }

  public int dimension() {
    return dimension;
  }
}
