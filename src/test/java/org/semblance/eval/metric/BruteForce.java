package org.semblance.eval.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.math.Rows;

/** Retrieval metrics by sorting the whole gallery for each query: slow and plain. */
final class BruteForce {

  private record Neighbor(float score, long id, boolean isMatch) {}

  private BruteForce() {}

  static RetrievalReport evaluate(
      EmbeddingSet queries, EmbeddingSet gallery, RetrievalOptions options) {
    Rows left = options.similarity().prepare(queries.vectors().clone(), queries.dimension());
    Rows right = options.similarity().prepare(gallery.vectors().clone(), gallery.dimension());
    List<RetrievalMetric> metrics = options.metrics();
    Map<Integer, MetricTally> classes = new TreeMap<>();
    for (int i = 0; i < queries.ids().length; i++) {
      List<Neighbor> ranked = ranked(queries, left, i, gallery, right);
      int[] ranks = new int[ranked.size()];
      int hits = 0;
      for (int j = 0; j < ranked.size(); j++) {
        if (ranked.get(j).isMatch()) {
          ranks[hits++] = j + 1;
        }
      }
      classes
          .computeIfAbsent(queries.labels()[i], label -> new MetricTally(metrics.size()))
          .add(
              new RankedMatches(Arrays.copyOf(ranks, hits), hits, ranked.size()),
              metrics,
              options.convention());
    }
    List<ClassScores> scores =
        classes.entrySet().stream().map(e -> new ClassScores(e.getKey(), e.getValue())).toList();
    return RetrievalReport.of(metrics, scores, gallery.ids().length);
  }

  private static List<Neighbor> ranked(
      EmbeddingSet queries, Rows left, int i, EmbeddingSet gallery, Rows right) {
    List<Neighbor> neighbors = new ArrayList<>();
    for (int j = 0; j < gallery.ids().length; j++) {
      boolean sameSequence =
          queries.sequences().length > 0
              && queries.sequences()[i] >= 0
              && queries.sequences()[i] == gallery.sequences()[j];
      if (queries.ids()[i] != gallery.ids()[j] && !sameSequence) {
        boolean isMatch = queries.labels()[i] == gallery.labels()[j];
        neighbors.add(new Neighbor(score(left, i, right, j), gallery.ids()[j], isMatch));
      }
    }
    neighbors.sort(
        Comparator.comparingDouble((Neighbor neighbor) -> -neighbor.score())
            .thenComparingLong(Neighbor::id));
    return neighbors;
  }

  private static float score(Rows left, int i, Rows right, int j) {
    int dimension = left.dimension();
    float sum = left.biases().length == 0 ? 0 : left.biases()[i] + right.biases()[j];
    for (int k = 0; k < dimension; k++) {
      float a = left.values()[i * dimension + k];
      sum = Math.fma(a, right.values()[j * dimension + k], sum);
    }
    return sum + 0.0f;
  }
}
