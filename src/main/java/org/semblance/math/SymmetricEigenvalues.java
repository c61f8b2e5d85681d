package org.semblance.math;

import java.util.Arrays;

/**
 * Eigenvalues of a real symmetric matrix: Householder reduction to tridiagonal form, then implicit
 * QL iterations. Source: Golub and Van Loan, Matrix Computations, sections 8.3.1 and 8.3.3.
 */
public final class SymmetricEigenvalues {

  private static final int MOST_ITERATIONS = 60;

  private SymmetricEigenvalues() {}

  /**
   * The eigenvalues in descending order.
   *
   * @param matrix {@code [n, n]} row-major, symmetric; overwritten
   */
  public static double[] of(double[] matrix, int n) {
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n];
    reduce(matrix, n, diagonal, offDiagonal);
    iterate(diagonal, offDiagonal);
    Arrays.sort(diagonal);
    for (int i = 0, j = n - 1; i < j; i++, j--) {
      double swapped = diagonal[i];
      diagonal[i] = diagonal[j];
      diagonal[j] = swapped;
    }
    return diagonal;
  }

  /** Reflects the trailing block, column after column, until only a tridiagonal is left. */
  private static void reduce(double[] a, int n, double[] diagonal, double[] offDiagonal) {
    double[] v = new double[n];
    double[] w = new double[n];
    for (int k = 0; k < n - 1; k++) {
      diagonal[k] = a[k * n + k];
      double norm = 0;
      for (int i = k + 1; i < n; i++) {
        v[i] = a[k * n + i];
        norm = Math.hypot(norm, v[i]);
      }
      double alpha = v[k + 1] > 0 ? -norm : norm;
      offDiagonal[k] = alpha;
      if (norm > 0) {
        v[k + 1] -= alpha;
        reflect(a, n, k + 1, v, w);
      }
    }
    diagonal[n - 1] = a[n * n - 1];
  }

  /** {@code A ← A − v wᵀ − w vᵀ} on rows and columns from {@code from}. */
  private static void reflect(double[] a, int n, int from, double[] v, double[] w) {
    double square = 0;
    for (int i = from; i < n; i++) {
      square += v[i] * v[i];
    }
    // A v as a sum of rows, for A is symmetric: such loops become vector instructions.
    Arrays.fill(w, from, n, 0);
    for (int i = from; i < n; i++) {
      for (int j = from; j < n; j++) {
        w[j] += a[i * n + j] * v[i];
      }
    }
    double scale = 2 / square;
    double projection = 0;
    for (int i = from; i < n; i++) {
      w[i] *= scale;
      projection += w[i] * v[i];
    }
    for (int i = from; i < n; i++) {
      w[i] -= scale * projection / 2 * v[i];
    }
    for (int i = from; i < n; i++) {
      for (int j = from; j < n; j++) {
        a[i * n + j] -= v[i] * w[j] + w[i] * v[j];
      }
    }
  }

  private static void iterate(double[] d, double[] e) {
    double negligible = Math.ulp(norm(d, e));
    for (int low = 0; low < d.length; low++) {
      for (int iteration = 0; ; iteration++) {
        int high = low;
        while (high < d.length - 1 && Math.abs(e[high]) > negligible) {
          high++;
        }
        if (high == low) {
          break;
        }
        if (iteration == MOST_ITERATIONS) {
          throw new ArithmeticException("eigenvalues do not converge");
        }
        sweep(d, e, low, high);
      }
    }
  }

  /** Of the tridiagonal matrix, up to a factor of two; rounding in it is a few ulps of this. */
  private static double norm(double[] d, double[] e) {
    double norm = 0;
    for (int i = 0; i < d.length; i++) {
      norm = Math.max(norm, Math.abs(d[i]) + Math.abs(e[i]));
    }
    return norm;
  }

  /** One QL step with Wilkinson's shift on the block from {@code low} to {@code high}. */
  private static void sweep(double[] d, double[] e, int low, int high) {
    double g = (d[low + 1] - d[low]) / (2 * e[low]);
    double r = Math.hypot(g, 1);
    g = d[high] - d[low] + e[low] / (g + Math.copySign(r, g));
    double sine = 1;
    double cosine = 1;
    double p = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= p;
        e[high] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = d[i + 1] - p;
      r = (d[i] - g) * sine + 2 * cosine * b;
      p = sine * r;
      d[i + 1] = g + p;
      g = cosine * r - b;
    }
    d[low] -= p;
    e[low] = g;
    e[high] = 0;
  }
}
