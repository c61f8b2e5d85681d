package org.semblance.eval.cluster;

/** {@code ln n!}: a table for small n, Stirling's series beyond, with an error below 1e-15 · n. */
final class LogFactorial {

  private static final double[] TABLE = new double[256];
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  static {
    for (int i = 2; i < TABLE.length; i++) {
      TABLE[i] = TABLE[i - 1] + Math.log(i);
    }
  }

  private LogFactorial() {}

  static double of(long n) {
    if (n < TABLE.length) {
      return TABLE[(int) n];
    }
    double square = (double) n * n;
    double series = (1 / 12.0 - (1 / 360.0 - 1 / (1260.0 * square)) / square) / n;
    return (n + 0.5) * Math.log((double) n) - n + HALF_LOG_TWO_PI + series;
  }
}
