package org.semblance.evaluate.write;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * How many queries of one class have a row of another class nearest: by pairs of the query's class,
 * in the upper half, and the other one. Exact where rows are written by the job that counts, for
 * Spark takes the counts of each of its tasks once.
 */
final class ConfusionCounts extends AccumulatorV2<Long, Map<Long, Long>> {

  private static final long serialVersionUID = 1L;
  // Heartbeats read what a task has so far.
  private final Map<Long, Long> counts = new ConcurrentHashMap<>();

  static long pair(int label, int nearest) {
    return ((long) label << Integer.SIZE) | nearest;
  }

  static int label(long pair) {
    return (int) (pair >> Integer.SIZE);
  }

  static int nearest(long pair) {
    return (int) pair;
  }

  @Override
  public boolean isZero() {
    return counts.isEmpty();
  }

  @Override
  public ConfusionCounts copy() {
    ConfusionCounts copy = new ConfusionCounts();
    copy.counts.putAll(counts);
    return copy;
  }

  @Override
  public void reset() {
    counts.clear();
  }

  @Override
  public void add(Long pair) {
    counts.merge(pair, 1L, Long::sum);
  }

  @Override
  public void merge(AccumulatorV2<Long, Map<Long, Long>> other) {
    other.value().forEach((pair, count) -> counts.merge(pair, count, Long::sum));
  }

  @Override
  public Map<Long, Long> value() {
    return counts;
  }
}
