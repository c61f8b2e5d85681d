package org.semblance.eval.metric;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.eval.search.LabeledRows;

/** Collects the metrics of queries by class. */
public final class ScoredClasses {

  private final Map<Integer, MetricTally> tallies = new TreeMap<>();
  private final List<RetrievalMetric> metrics;
  private final Convention convention;

  public ScoredClasses(RetrievalOptions options) {
    this.metrics = options.metrics();
    this.convention = options.convention();
  }

  /** Adds all queries of a block whose counts are complete. */
  public void add(LabeledRows queries, MatchCounts counts, long galleryRows) {
    for (int row = 0; row < queries.count(); row++) {
      long self = queries.ties()[row] == LabeledRows.OUTSIDE ? 0 : 1;
      tallies
          .computeIfAbsent(queries.classes()[row], label -> new MetricTally(metrics.size()))
          .add(counts.ranked(row, galleryRows - self), metrics, convention);
    }
  }

  /** The classes seen, ascending. */
  public List<ClassScores> ascending() {
    return tallies.entrySet().stream()
        .map(entry -> new ClassScores(entry.getKey(), entry.getValue()))
        .toList();
  }
}
