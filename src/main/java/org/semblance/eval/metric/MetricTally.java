package org.semblance.eval.metric;

import java.io.Serializable;
import java.util.List;
import org.semblance.fault.SemblanceException;

/**
 * Sums of per-query metrics, in fixed point: adding tallies in any order gives the same bits.
 *
 * <p>Values lie in [0, 1] and are rounded to 2⁻⁴⁰, so up to 2²² queries fit: enough for a class.
 */
public final class MetricTally implements Serializable {

  private static final long serialVersionUID = 1L;
  private final long[] sums;
  private final long[] squares;
  private final long[] counts;
  private long queries;
  private long withoutMatch;

  public MetricTally(int metrics) {
    sums = new long[metrics];
    squares = new long[metrics];
    counts = new long[metrics];
  }

  /** Adds one query, by the rule of {@code convention} for queries without a match. */
  public void add(RankedMatches query, List<RetrievalMetric> metrics, Convention convention) {
    queries++;
    if (query.relevant() == 0) {
      withoutMatch++;
      if (!convention.countsQueriesWithoutMatch()) {
        return;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      double value = metrics.get(i).of(query);
      if (value < 0 || value > 1) {
        throw SemblanceException.usage(
            "the metric %s must be from 0 to 1 for each query, got %s"
                .formatted(metrics.get(i).name(), value));
      }
      if (!Double.isNaN(value)) {
        counts[i]++;
        sums[i] += FixedPointSum.of(value);
        squares[i] += FixedPointSum.of(value * value);
      }
    }
  }

  /** Adds the queries of {@code other} to this tally. */
  public void merge(MetricTally other) {
    queries += other.queries;
    withoutMatch += other.withoutMatch;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
      squares[i] += other.squares[i];
      counts[i] += other.counts[i];
    }
  }

  /** Queries, with and without a match. */
  public long queries() {
    return queries;
  }

  public long withoutMatch() {
    return withoutMatch;
  }

  /** Queries in the mean of metric {@code i}. */
  public long count(int i) {
    return counts[i];
  }

  /** Sum of metric {@code i}. */
  public double sum(int i) {
    return sums[i] / FixedPointSum.UNIT;
  }

  long fixedPointSum(int i) {
    return sums[i];
  }

  /** Sum of the squares of metric {@code i}. */
  public double sumOfSquares(int i) {
    return squares[i] / FixedPointSum.UNIT;
  }

  /** Mean of metric {@code i}, NaN over no query. */
  public double mean(int i) {
    return sum(i) / counts[i];
  }
}
