package org.semblance.metric;

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

  /** The interval of metric {@code metric} of {@code classes}. */
  public Interval interval(List<ClassScores> classes, int metric) {
    double[] sums = classes.stream().mapToDouble(scores -> scores.tally().sum(metric)).toArray();
    long[] counts = classes.stream().mapToLong(scores -> scores.tally().count(metric)).toArray();
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      SplittableRandom random =
          Seeds.random(Seeds.key(seed, Seeds.Use.SAMPLED_QUERIES, i, classes.size()));
      double sum = 0;
      long count = 0;
      for (int draw = 0; draw < sums.length; draw++) {
        int drawn = Seeds.below(random, sums.length);
        sum += sums[drawn];
        count += counts[drawn];
      }
      means[i] = sum / count;
    }
    Arrays.sort(means);
    return new Interval(means[(int) (TAIL * resamples)], means[upperPlace()]);
  }

  private int upperPlace() {
    return Math.min(resamples - 1, (int) Math.ceil((1 - TAIL) * resamples) - 1);
  }
}
