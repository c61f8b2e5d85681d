package org.semblance.evaluate.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.semblance.eval.metric.Convention;
import org.semblance.eval.metric.Ranking;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.Similarity;

/**
 * What to measure, of which rows, and how; section {@code evaluate} of the configuration.
 *
 * @param neighbors nearest rows of each query that are written as a table, 0 for none, at most 1000
 * @param worstQueries queries with the lowest average precision that the report names, at least 0
 * @param bootstrapResamples for 95 % intervals; 0 for none
 * @param geometry whether π and ρ are measured
 * @param search exact, or approximate on request
 * @param blockRows rows of a block; 0 for a number that suits the table, or, of a graph, {@value
 *     #GRAPH_ROWS}
 */
public record EvaluateSettings(
    ColumnSettings columns,
    RowSelection rows,
    InvalidRows invalidRows,
    Similarity similarity,
    Convention convention,
    Ranking ranking,
    List<Integer> recallAt,
    int neighbors,
    int worstQueries,
    int bootstrapResamples,
    SearchSettings search,
    SamplingSettings sampling,
    ClusteringSettings clustering,
    boolean geometry,
    PlanChoice plan,
    int blockRows,
    long seed)
    implements Serializable {

  private static final int MOST_NEIGHBORS = 1000;
  private static final int GRAPH_ROWS = 1 << 16;

  public EvaluateSettings {
    if (neighbors < 0 || neighbors > MOST_NEIGHBORS) {
      throw new IllegalArgumentException(
          "neighbors must be in [0, %d], got %d".formatted(MOST_NEIGHBORS, neighbors));
    }
    requireNotNegative("worst-queries", worstQueries);
    requireNotNegative("bootstrap-resamples", bootstrapResamples);
    requireNotNegative("block-rows", blockRows);
    if (search instanceof SearchSettings.Hnsw) {
      if (ranking != Ranking.TOP) {
        throw new IllegalArgumentException(
            "search hnsw ranks no deeper than its lists: set ranking to top, got "
                + ranking.name().toLowerCase(Locale.ROOT));
      }
      if (!columns.sequence().isEmpty()) {
        throw new IllegalArgumentException(
            "search hnsw cannot leave out rows of one sequence: set search to exact, or columns.sequence to \"\"");
      }
      blockRows = blockRows == 0 ? GRAPH_ROWS : blockRows;
    }
    recallAt = new RetrievalOptions(similarity, convention, ranking, recallAt).recallAt();
  }

  private static void requireNotNegative(String key, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(key + " must be at least 0, got " + value);
    }
  }

  /** The part that the kernels need. */
  public RetrievalOptions retrieval() {
    return new RetrievalOptions(similarity, convention, ranking, recallAt);
  }

  /** Whether the split decides what a row is used for. */
  public boolean usesSplit() {
    return !columns.hasFlags() && !columns.split().isEmpty() && rows != RowSelection.ALL;
  }
}
