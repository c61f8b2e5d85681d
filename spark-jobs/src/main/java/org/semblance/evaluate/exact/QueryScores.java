package org.semblance.evaluate.exact;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.semblance.eval.metric.AveragePrecision;
import org.semblance.eval.metric.Convention;
import org.semblance.eval.metric.MatchCounts;
import org.semblance.eval.metric.MetricTally;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.metric.RankedMatches;
import org.semblance.eval.metric.RetrievalMetric;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.QueryIndex;

/** Metrics of some queries, by class and by category, and the worst of them; parts add up. */
public final class QueryScores implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final RetrievalMetric MAP_AT_R = AveragePrecision.atR();

  private final List<RetrievalMetric> metrics;
  private final Convention convention;
  private final int firstLimit;
  private final int worstWanted;
  private final TreeMap<Integer, MetricTally> classes = new TreeMap<>();
  private final TreeMap<Integer, MetricTally> categories = new TreeMap<>();
  private final PriorityQueue<WorstRow> worst = new PriorityQueue<>(Collections.reverseOrder());

  public QueryScores(RetrievalOptions options, int worstWanted) {
    this.metrics = options.metrics();
    this.convention = options.convention();
    this.firstLimit = RankLimits.of(options).first();
    this.worstWanted = worstWanted;
  }

  /**
   * Adds the queries of a block.
   *
   * @param ranked the matches of a query of the block
   * @param firstRow row number of its first query, for {@code categories} and the worst list
   */
  public QueryScores add(
      LabeledRows queries, IntFunction<RankedMatches> ranked, int firstRow, int[] rowCategories) {
    for (int i = 0; i < queries.count(); i++) {
      RankedMatches matches = ranked.apply(i);
      add(
          classes.computeIfAbsent(queries.classes()[i], key -> new MetricTally(metrics.size())),
          matches);
      if (rowCategories.length > 0) {
        int category = rowCategories[firstRow + i];
        add(categories.computeIfAbsent(category, key -> new MetricTally(metrics.size())), matches);
      }
      if (matches.relevant() > 0) {
        offer(worst(firstRow + i, matches));
      }
    }
    return this;
  }

  /** Adds the queries of a block whose matches have been counted. */
  public QueryScores add(LabeledRows queries, MatchCounts counts, int firstRow, QueryIndex index) {
    return add(
        queries,
        row -> counts.ranked(row, index.retrieved(queries, row)),
        firstRow,
        index.categories());
  }

  private void add(MetricTally tally, RankedMatches matches) {
    tally.add(matches, metrics, convention);
  }

  private WorstRow worst(int row, RankedMatches matches) {
    int limit = Math.max(firstLimit, matches.relevant() + 1);
    int[] ranks = matches.ranks();
    int first = ranks.length > 0 && ranks[0] <= limit ? ranks[0] : 0;
    return new WorstRow(row, matches.relevant(), first, MAP_AT_R.of(matches));
  }

  private void offer(WorstRow row) {
    worst.add(row);
    if (worst.size() > worstWanted) {
      worst.remove();
    }
  }

  public QueryScores merge(QueryScores other) {
    other.classes.forEach((key, tally) -> merge(classes, key, tally));
    other.categories.forEach((key, tally) -> merge(categories, key, tally));
    other.worst.forEach(this::offer);
    return this;
  }

  private static void merge(Map<Integer, MetricTally> tallies, int key, MetricTally tally) {
    MetricTally known = tallies.putIfAbsent(key, tally);
    if (known != null) {
      known.merge(tally);
    }
  }

  public SortedMap<Integer, MetricTally> classes() {
    return classes;
  }

  public SortedMap<Integer, MetricTally> categories() {
    return categories;
  }

  public List<WorstRow> worst() {
    return worst.stream().sorted().toList();
  }
}
