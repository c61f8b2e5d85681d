package org.semblance.eval.metric;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.semblance.eval.search.Similarity;

/**
 * What to measure.
 *
 * @param recallAt the cut-offs K of recall@k, each at least 1
 */
public record RetrievalOptions(
    Similarity similarity, Convention convention, Ranking ranking, List<Integer> recallAt)
    implements Serializable {

  public RetrievalOptions {
    recallAt = recallAt.stream().sorted().distinct().toList();
    if (recallAt.isEmpty() || recallAt.get(0) < 1) {
      throw new IllegalArgumentException(
          "recall-at must be a list of numbers of at least 1, got " + recallAt);
    }
  }

  /** Cosine, the definitions of pytorch-metric-learning, exact reciprocal ranks. */
  public static RetrievalOptions cosine(Integer... recallAt) {
    return new RetrievalOptions(
        Similarity.COSINE, Convention.PML, Ranking.FIRST, List.of(recallAt));
  }

  int deepestRecall() {
    return Collections.max(recallAt);
  }

  /** The metrics in the order of a report. */
  public List<RetrievalMetric> metrics() {
    return convention.metrics(this);
  }
}
