package org.semblance.eval.verification;

import java.util.List;

/**
 * The figures of a ROC curve that is known at a few thresholds only, on straight lines between
 * them: how figures vary can be told from it, what they are cannot.
 *
 * @param matches {@code [cells]} pairs by ranges of scores, lowest first
 * @param others {@code [cells]} likewise; terms of a first-order expansion may be negative
 */
record CoarseCurve(double[] matches, double[] others) {

  /** Area, equal error rate, and the share of true accepts at each of {@code rates}. */
  double[] figures(List<Double> rates) {
    int cells = matches.length;
    double[] x = new double[cells + 1];
    double[] y = new double[cells + 1];
    for (int i = 1; i <= cells; i++) {
      x[i] = x[i - 1] + others[cells - i];
      y[i] = y[i - 1] + matches[cells - i];
    }
    double xs = x[cells];
    double ys = y[cells];
    for (int i = 0; i <= cells; i++) {
      x[i] /= xs;
      y[i] /= ys;
    }
    double[] figures = new double[2 + rates.size()];
    figures[0] = area(x, y);
    figures[1] = equalErrors(x, y);
    for (int i = 0; i < rates.size(); i++) {
      figures[2 + i] = acceptedAt(rates.get(i), x, y);
    }
    return figures;
  }

  private static double area(double[] x, double[] y) {
    double area = 0;
    for (int i = 1; i < x.length; i++) {
      area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
    }
    return area;
  }

  private static double equalErrors(double[] x, double[] y) {
    for (int i = 1; i < x.length; i++) {
      double step = x[i] - x[i - 1] + y[i] - y[i - 1];
      if (x[i] + y[i] >= 1 && step > 0) {
        return x[i - 1] + (1 - x[i - 1] - y[i - 1]) / step * (x[i] - x[i - 1]);
      }
    }
    return 1;
  }

  private static double acceptedAt(double rate, double[] x, double[] y) {
    for (int i = 1; i < x.length; i++) {
      if (x[i] > rate) {
        return y[i - 1] + (rate - x[i - 1]) / (x[i] - x[i - 1]) * (y[i] - y[i - 1]);
      }
    }
    return 1;
  }
}
