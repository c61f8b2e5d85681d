package org.semblance.eval.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whose definitions to follow where projects differ; {@code docs/metrics.md} has the table.
 *
 * <p>All agree on recall@k, r-precision and map@r of a query that has a match.
 */
public enum Convention {
  /** pytorch-metric-learning, and ours: queries without a match are left out of every mean. */
  PML(false) {
    @Override
    List<RetrievalMetric> own(Ranking ranking, List<Integer> recallAt) {
      return ranking == Ranking.FULL ? List.of(AveragePrecision.full()) : List.of();
    }
  },
  /**
   * open-metric-learning: such queries count with 0, in precision@k they stay out (there they would
   * be 0/0); precision@k is divided by min(k, R), map@k by the hits.
   */
  OML(true) {
    @Override
    List<RetrievalMetric> own(Ranking ranking, List<Integer> recallAt) {
      List<RetrievalMetric> metrics = new ArrayList<>();
      recallAt.forEach(k -> metrics.add(new PrecisionAtK(k)));
      recallAt.forEach(k -> metrics.add(AveragePrecision.atKByHits(k)));
      return metrics;
    }
  },
  /**
   * Revisiting Deep Metric Learning and OBD-SD: such queries count as misses; map@c and map are
   * divided by the class size, the query included.
   */
  RDML(true) {
    @Override
    List<RetrievalMetric> own(Ranking ranking, List<Integer> recallAt) {
      return ranking == Ranking.FULL
          ? List.of(AveragePrecision.atClassSize(), AveragePrecision.fullByClassSize())
          : List.of(AveragePrecision.atClassSize());
    }
  };

  private final boolean countsQueriesWithoutMatch;

  Convention(boolean countsQueriesWithoutMatch) {
    this.countsQueriesWithoutMatch = countsQueriesWithoutMatch;
  }

  /** Whether a query without any match in the gallery counts in the means. */
  public boolean countsQueriesWithoutMatch() {
    return countsQueriesWithoutMatch;
  }

  /** The metrics that only this convention has, or has in its own way. */
  abstract List<RetrievalMetric> own(Ranking ranking, List<Integer> recallAt);

  List<RetrievalMetric> metrics(Ranking ranking, List<Integer> recallAt) {
    List<RetrievalMetric> metrics = new ArrayList<>();
    recallAt.forEach(k -> metrics.add(new RecallAtK(k)));
    metrics.add(AveragePrecision.atR());
    metrics.add(new RPrecision());
    boolean everyFirst = ranking != Ranking.TOP;
    metrics.add(new ReciprocalRank(everyFirst ? RankLimits.NONE : Collections.max(recallAt)));
    metrics.addAll(own(ranking, recallAt));
    return List.copyOf(metrics);
  }
}
