package org.semblance.eval.metric;

import java.util.ArrayList;
import java.util.List;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.LabeledRows;
import org.semblance.eval.search.SortedEmbeddings;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernel;
import org.semblance.math.ScoreKernels;

/**
 * Exact retrieval metrics of embeddings in memory, on the calling thread.
 *
 * <p>Neighbors are ordered by (score descending, id ascending); a row is not its own neighbor, by
 * id. The same numbers come out for any order of the rows. Cost: n² · dimension multiply-adds, half
 * of that where the queries are the gallery; memory: twice the vectors and 12 bytes per match.
 */
public final class RetrievalEvaluation {

  // Matches of all queries together that are counted at once: 12 bytes each.
  private static final long MATCHES_AT_ONCE = 1 << 25;

  private final RetrievalOptions options;
  private final ScoreKernel kernel;

  public RetrievalEvaluation(RetrievalOptions options, ScoreKernel kernel) {
    this.options = options;
    this.kernel = kernel;
  }

  /**
   * Every row is a query against all the others.
   *
   * @param vectors {@code [rows, dimension]} float32, row-major; not changed
   * @param ids {@code [rows]}, all different
   * @param labels {@code [rows]}
   */
  public static RetrievalReport of(
      float[] vectors, int dimension, long[] ids, int[] labels, RetrievalOptions options) {
    return new RetrievalEvaluation(options, ScoreKernels.best())
        .self(EmbeddingSet.of(vectors, dimension, ids, labels));
  }

  /** Every row is a query against all the others. */
  public RetrievalReport self(EmbeddingSet set) {
    LabeledRows rows =
        SortedEmbeddings.sorted(set, SortedEmbeddings.sortedIds(set), options.similarity());
    if (matches(rows, rows) > MATCHES_AT_ONCE) {
      return byQueries(rows, rows);
    }
    BlockProduct product = new BlockProduct(kernel, set.dimension());
    Positives positives = Positives.of(rows, List.of(rows), product);
    RankCounter counter = new RankCounter(positives, RankLimits.of(options));
    new NegativeScan(product).within(rows, counter);
    return report(List.of(rows), List.of(counter.counts()), rows);
  }

  /** The rows of {@code queries} against those of {@code gallery}; equal ids are the same row. */
  public RetrievalReport between(EmbeddingSet queries, EmbeddingSet gallery) {
    long[] ids = SortedEmbeddings.sortedIds(gallery);
    return byQueries(
        SortedEmbeddings.sorted(queries, ids, options.similarity()),
        SortedEmbeddings.sorted(gallery, ids, options.similarity()));
  }

  private RetrievalReport byQueries(LabeledRows queries, LabeledRows gallery) {
    BlockProduct product = new BlockProduct(kernel, gallery.rows().dimension());
    List<LabeledRows> parts = new ArrayList<>();
    List<MatchCounts> counts = new ArrayList<>();
    int rowsAtOnce = Math.max(1, (int) (MATCHES_AT_ONCE / largestClass(gallery)));
    for (int from = 0; from < queries.count(); from += rowsAtOnce) {
      LabeledRows part = queries.slice(from, Math.min(queries.count(), from + rowsAtOnce));
      Positives positives = Positives.of(part, List.of(gallery), product);
      RankCounter counter = new RankCounter(positives, RankLimits.of(options));
      new NegativeScan(product).oneSided(part, counter, gallery);
      parts.add(part);
      counts.add(counter.counts());
    }
    return report(parts, counts, gallery);
  }

  private RetrievalReport report(
      List<LabeledRows> parts, List<MatchCounts> counts, LabeledRows gallery) {
    ScoredClasses scored = new ScoredClasses(options);
    for (int i = 0; i < parts.size(); i++) {
      scored.add(parts.get(i), counts.get(i), gallery.count());
    }
    return RetrievalReport.of(options.metrics(), scored.ascending(), gallery.count());
  }

  private static long matches(LabeledRows queries, LabeledRows gallery) {
    long sum = 0;
    for (int from = 0, end; from < queries.count(); from = end) {
      end = queries.classEnd(from);
      int label = queries.classes()[from];
      long size = (long) gallery.firstOfClass(label + 1) - gallery.firstOfClass(label);
      sum += size * (end - from);
    }
    return sum;
  }

  private static int largestClass(LabeledRows gallery) {
    int largest = 1;
    for (int from = 0, end; from < gallery.count(); from = end) {
      end = gallery.classEnd(from);
      largest = Math.max(largest, end - from);
    }
    return largest;
  }
}
