package org.semblance.eval.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.semblance.math.Seeds;

/**
 * Intervals that cover the mean over queries with 95 % confidence, by drawing whole classes with
 * replacement: queries of one class are not independent of each other.
 *
 * <p>Source: percentile bootstrap of clusters, Davison and Hinkley, 1997, section 3.8.
 */
public record Bootstrap(int resamples, long seed) {

  private static final double TAIL = 0.025;

  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be at least 1, got " + resamples);
    }
  }

  /** A lower and an upper bound. */
  public record Interval(double low, double high) {}

  /** The intervals of the first {@code metrics} metrics of {@code classes}. */
  public List<Interval> intervals(List<ClassScores> classes, int metrics) {
    double[][] sums = new double[classes.size()][metrics];
    long[][] counts = new long[classes.size()][metrics];
    for (int i = 0; i < classes.size(); i++) {
      for (int metric = 0; metric < metrics; metric++) {
        sums[i][metric] = classes.get(i).tally().sum(metric);
        counts[i][metric] = classes.get(i).tally().count(metric);
      }
    }
    double[][] means = new double[metrics][resamples];
    for (int resample = 0; resample < resamples; resample++) {
      double[] sum = new double[metrics];
      long[] count = new long[metrics];
      for (int drawn : draw(resample, classes.size())) {
        for (int metric = 0; metric < metrics; metric++) {
          sum[metric] += sums[drawn][metric];
          count[metric] += counts[drawn][metric];
        }
      }
      for (int metric = 0; metric < metrics; metric++) {
        means[metric][resample] = sum[metric] / count[metric];
      }
    }
    return Arrays.stream(means).map(this::interval).toList();
  }

  /** The classes of one resample: as many as there are, with replacement. */
  public int[] draw(int resample, int classes) {
    SplittableRandom random =
        Seeds.random(Seeds.key(seed, Seeds.Use.SAMPLED_QUERIES, resample, classes));
    int[] drawn = new int[classes];
    Arrays.setAll(drawn, i -> Seeds.below(random, classes));
    return drawn;
  }

  /**
   * What covers 95 % of a number's values over all resamples.
   *
   * @param values {@code [resamples]}; sorted in place
   */
  public Interval interval(double[] values) {
    Arrays.sort(values);
    return new Interval(values[(int) (TAIL * resamples)], values[upperPlace()]);
  }

  private int upperPlace() {
    return Math.min(resamples - 1, (int) Math.ceil((1 - TAIL) * resamples) - 1);
  }
}
