package org.semblance.eval.map;

import java.util.Arrays;
import org.semblance.math.SymmetricEigenvalues;

/**
 * PCF: the share of principal components needed to explain a part of the variance.
 *
 * <p>{@code (number of leading components whose cumulative share of the variance is at most the
 * target + 1) / dimension}. Source: open-metric-learning, {@code calc_pcf}.
 */
public final class PrincipalComponents {

  // Shares are sums of rounded numbers: a share this close to the target has reached it.
  private static final double TOLERANCE = 1e-6;

  private PrincipalComponents() {}

  /**
   * The fraction for each target.
   *
   * @param rows {@code [n, dimension]} row-major
   * @param targets shares of the variance in (0, 1]
   */
  public static double[] fraction(float[] rows, int dimension, double[] targets) {
    int count = rows.length / dimension;
    double[] values = SymmetricEigenvalues.of(scatter(rows, dimension), dimension);
    double[] kept = Arrays.copyOf(values, Math.min(count, dimension));
    double total = Arrays.stream(kept).sum();
    return Arrays.stream(targets)
        .map(target -> (leading(kept, target * total + TOLERANCE * total) + 1.0) / dimension)
        .toArray();
  }

  private static int leading(double[] values, double target) {
    double sum = 0;
    int count = 0;
    while (count < values.length && sum + values[count] <= target) {
      sum += values[count++];
    }
    return count;
  }

  private static double[] scatter(float[] rows, int dimension) {
    int count = rows.length / dimension;
    double[] mean = new double[dimension];
    for (int i = 0; i < rows.length; i++) {
      mean[i % dimension] += rows[i] / (double) count;
    }
    double[] scatter = new double[dimension * dimension];
    for (int from = 0; from < rows.length; from += dimension) {
      for (int i = 0; i < dimension; i++) {
        double centered = rows[from + i] - mean[i];
        for (int j = 0; j < dimension; j++) {
          scatter[i * dimension + j] += centered * (rows[from + j] - mean[j]);
        }
      }
    }
    return scatter;
  }
}
