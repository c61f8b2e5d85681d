package org.semblance.evaluate.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.semblance.config.Setting;
import org.semblance.config.Setting.Effect;
import org.semblance.config.Settings;
import org.semblance.eval.metric.Convention;
import org.semblance.eval.metric.Ranking;
import org.semblance.eval.metric.RetrievalMetric;
import org.semblance.eval.metric.RetrievalOptions;
import org.semblance.eval.search.Similarity;

/**
 * What to measure, of which rows, and how; section {@code evaluate} of the configuration.
 *
 * @param neighbors nearest rows of each query that are written as a table, 0 for none, at most 1000
 * @param worstQueries queries with the lowest average precision that the report names, at least 0
 * @param bootstrapResamples for 95 % intervals; 0 for none
 * @param geometry whether π and ρ are measured
 * @param verification of pairs by a threshold
 * @param search exact, or approximate on request
 * @param blockRows rows of a block; 0 for a number that suits the table, or, of a graph, {@value
 *     #GRAPH_ROWS}
 */
public record EvaluateSettings(
    @Setting(
            "Names of the columns; \"\" for one that is not there, auto for one that the table suggests.")
        ColumnSettings columns,
    @Setting(
            value =
                "What is measured: test takes also query against gallery, where there "
                    + "are such.",
            byDefault = "test")
        RowSelection rows,
    @Setting(
            value =
                "What to do with rows whose id or label is null, NaN or empty, or whose vector is "
                    + "null or not finite.",
            byDefault = "fail")
        InvalidRows invalidRows,
    @Setting(value = "How near two embeddings are.", byDefault = "cosine") Similarity similarity,
    @Setting(
            value = "Whose definitions, where projects differ: pml, oml or rdml.",
            byDefault = "pml")
        Convention convention,
    @Setting(
            value =
                "top: ranks as deep as recall@k, map@r and r-precision need; first: also "
                    + "the exact rank of the first match (mrr); full: of every match (map over "
                    + "the whole gallery), slow on large galleries.",
            byDefault = "first")
        Ranking ranking,
    @Setting(value = "The K of recall@K.", byDefault = "[1, 2, 4, 8]", atLeast = 1)
        List<Integer> recallAt,
    @Setting(
            value =
                "Further retrieval metrics: a list of groups with a type, such as {type: "
                    + "precision, k: 5}, or of names.",
            byDefault = "[]")
        List<RetrievalMetric> metrics,
    @Setting(
            value = "Nearest rows written per query.",
            byDefault = "10",
            atLeast = 0,
            atMost = 1000,
            unit = "rows")
        int neighbors,
    @Setting(
            value = "Queries named in the report.",
            byDefault = "50",
            atLeast = 0,
            unit = "queries")
        int worstQueries,
    @Setting(
            value = "Resamples for 95 % intervals, classes drawn again; 0 for none.",
            byDefault = "1000",
            atLeast = 0)
        int bootstrapResamples,
    @Setting(
            value =
                "Only exact search finds every row; hnsw wants ranking: top, and no "
                    + "sequences.",
            byDefault = "{type: exact}")
        SearchSettings search,
    @Setting("Queries of galleries that are large.") SamplingSettings sampling,
    @Setting("k-means of the queries, compared with their classes.") ClusteringSettings clustering,
    @Setting(
            value =
                "Whether density of the classes (pi-ratio) and spectral decay (rho) are "
                    + "measured.",
            byDefault = "true")
        boolean geometry,
    @Setting("How well a threshold on the score tells matching pairs from others.")
        VerificationSettings verification,
    @Setting(
            value = "Where the gallery is while it is searched.",
            byDefault = "auto",
            effect = Effect.NONE)
        PlanChoice plan,
    @Setting(
            value = "Rows of a block; 0 for a number that suits the table.",
            byDefault = "0",
            atLeast = 0,
            unit = "rows",
            effect = Effect.NONE)
        int blockRows,
    @Setting(value = "Of clustering, sampling and intervals.", byDefault = "1") long seed)
    implements Serializable {

  private static final int GRAPH_ROWS = 1 << 16;

  public EvaluateSettings {
    Settings.check(
        EvaluateSettings.class,
        columns,
        rows,
        invalidRows,
        similarity,
        convention,
        ranking,
        recallAt,
        metrics,
        neighbors,
        worstQueries,
        bootstrapResamples,
        search,
        sampling,
        clustering,
        geometry,
        verification,
        plan,
        blockRows,
        seed);
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
    RetrievalOptions options =
        new RetrievalOptions(similarity, convention, ranking, recallAt, metrics);
    recallAt = options.recallAt();
    metrics = options.further();
  }

  /** The same of other columns. */
  public EvaluateSettings with(ColumnSettings other) {
    return Settings.from(this).with("columns", other).build();
  }

  /** The part that the kernels need. */
  public RetrievalOptions retrieval() {
    return new RetrievalOptions(similarity, convention, ranking, recallAt, metrics);
  }

  /** Whether the split decides what a row is used for. */
  public boolean usesSplit() {
    return !columns.hasFlags() && !columns.split().isEmpty() && rows != RowSelection.ALL;
  }
}
