package org.semblance.eval.metric;

import java.util.Arrays;

/**
 * FNMR@FMR: the share of matching pairs that are refused at the threshold that lets a given share
 * of non-matching pairs through.
 *
 * <p>The threshold is the linearly interpolated quantile of the negative distances; a positive pair
 * is refused if its distance is at least that. Example: negative distances 3, 4, 6, 7, 8 and FMR
 * 0.5 give the threshold 6. Source: open-metric-learning, {@code calc_fnmr_at_fmr}.
 */
public final class Verification {

  private Verification() {}

  /**
   * The false non-match rate.
   *
   * @param falseMatchRate in [0, 1]
   */
  public static double falseNonMatchRate(
      double[] positiveDistances, double[] negativeDistances, double falseMatchRate) {
    if (falseMatchRate < 0 || falseMatchRate > 1) {
      throw new IllegalArgumentException("falseMatchRate must be in [0, 1], got " + falseMatchRate);
    }
    double threshold = quantile(negativeDistances, falseMatchRate);
    long refused = Arrays.stream(positiveDistances).filter(value -> value >= threshold).count();
    return (double) refused / positiveDistances.length;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
