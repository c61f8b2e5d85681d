package org.semblance.eval.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.semblance.eval.search.Similarity;

/**
 * What to measure.
 *
 * @param recallAt the cut-offs K of recall@k, each at least 1
 * @param further metrics beside those of the convention, with names of their own
 */
public record RetrievalOptions(
    Similarity similarity,
    Convention convention,
    Ranking ranking,
    List<Integer> recallAt,
    List<RetrievalMetric> further)
    implements Serializable {

  public RetrievalOptions {
    recallAt = recallAt.stream().sorted().distinct().toList();
    if (recallAt.isEmpty() || recallAt.get(0) < 1) {
      throw new IllegalArgumentException(
          "recall-at must be a list of numbers of at least 1, got " + recallAt);
    }
    further = List.copyOf(further);
    requireDifferentNames(convention, ranking, recallAt, further);
  }

  private static void requireDifferentNames(
      Convention convention,
      Ranking ranking,
      List<Integer> recallAt,
      List<RetrievalMetric> further) {
    Set<String> names = new HashSet<>();
    convention.metrics(ranking, recallAt).forEach(metric -> names.add(metric.name()));
    for (RetrievalMetric metric : further) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException(
            "metrics must have names that are not measured yet, got " + metric.name());
      }
    }
  }

  /** The metrics of the convention alone. */
  public RetrievalOptions(
      Similarity similarity, Convention convention, Ranking ranking, List<Integer> recallAt) {
    this(similarity, convention, ranking, recallAt, List.of());
  }

  /** Cosine, the definitions of pytorch-metric-learning, exact reciprocal ranks. */
  public static RetrievalOptions cosine(Integer... recallAt) {
    return new RetrievalOptions(
        Similarity.COSINE, Convention.PML, Ranking.FIRST, List.of(recallAt));
  }

  /** The metrics in the order of a report. */
  public List<RetrievalMetric> metrics() {
    List<RetrievalMetric> metrics = new ArrayList<>(convention.metrics(ranking, recallAt));
    metrics.addAll(further);
    return List.copyOf(metrics);
  }
}
