package org.semblance.eval.map;

/**
 * The two directions of largest variance, found by orthogonal iteration on the covariance from a
 * fixed start, so that the same rows give the same plane.
 */
final class PrincipalPlane {

  private static final int ITERATIONS = 100;

  private PrincipalPlane() {}

  /**
   * The coordinates of the centered rows in the plane.
   *
   * @param rows {@code [count][dimension]}
   * @return {@code [count][2]}
   */
  static double[][] project(float[][] rows) {
    int dimension = rows[0].length;
    double[][] centered = centered(rows);
    double[][] axes = {new double[dimension], new double[dimension]};
    for (int d = 0; d < dimension; d++) {
      axes[0][d] = 1;
      axes[1][d] = d % 2 == 0 ? 1 : -1;
    }
    for (int i = 0; i < ITERATIONS; i++) {
      axes[0] = unit(covarianceTimes(centered, axes[0]));
      axes[1] = unit(without(covarianceTimes(centered, axes[1]), axes[0]));
    }
    double[][] coordinates = new double[rows.length][2];
    for (int row = 0; row < rows.length; row++) {
      coordinates[row][0] = dot(centered[row], axes[0]);
      coordinates[row][1] = dot(centered[row], axes[1]);
    }
    return coordinates;
  }

  private static double[][] centered(float[][] rows) {
    int dimension = rows[0].length;
    double[] mean = new double[dimension];
    for (float[] row : rows) {
      for (int d = 0; d < dimension; d++) {
        mean[d] += row[d] / rows.length;
      }
    }
    double[][] centered = new double[rows.length][dimension];
    for (int row = 0; row < rows.length; row++) {
      for (int d = 0; d < dimension; d++) {
        centered[row][d] = rows[row][d] - mean[d];
      }
    }
    return centered;
  }

  private static double[] covarianceTimes(double[][] centered, double[] axis) {
    double[] product = new double[axis.length];
    for (double[] row : centered) {
      double weight = dot(row, axis);
      for (int d = 0; d < product.length; d++) {
        product[d] += weight * row[d];
      }
    }
    return product;
  }

  private static double[] without(double[] vector, double[] axis) {
    double share = dot(vector, axis);
    double[] rest = new double[vector.length];
    for (int d = 0; d < rest.length; d++) {
      rest[d] = vector[d] - share * axis[d];
    }
    return rest;
  }

  private static double[] unit(double[] vector) {
    double length = Math.max(Math.sqrt(dot(vector, vector)), 1e-300);
    double[] unit = new double[vector.length];
    for (int d = 0; d < unit.length; d++) {
      unit[d] = vector[d] / length;
    }
    return unit;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += a[d] * b[d];
    }
    return sum;
  }
}
