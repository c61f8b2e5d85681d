package org.semblance.evaluate;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.evaluate.open.OpenEmbeddings;
import org.semblance.evaluate.read.EmbeddingChunks;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.write.MetricTables;

/**
 * Measures embeddings: every retrieval and clustering metric, exact, with the same bits for any
 * partitioning of the table.
 *
 * <p>Writes into the folder {@code out}: {@code per-class} and, where a category column is named,
 * {@code per-category} ({@link MetricTables}); {@code neighbors} ({@link
 * org.semblance.table.NeighborTable}) where neighbors are wanted; {@code metrics.json} ({@link
 * EvaluationResult}) last.
 *
 * @param told is told how the columns were chosen, a line each
 */
public record EvaluateEmbeddings(
    SparkSession spark,
    EvaluateSettings settings,
    EmbeddingLocation embeddings,
    Path out,
    Consumer<String> told) {

  /** Of one table, telling nobody. */
  public EvaluateEmbeddings(
      SparkSession spark, EvaluateSettings settings, Path embeddings, Path out) {
    this(spark, settings, EmbeddingLocation.of(embeddings.toString()), out, line -> {});
  }

  /**
   * Measures the embeddings.
   *
   * @throws org.semblance.fault.SemblanceException data, naming the row or column, if they cannot
   *     be measured
   */
  public EvaluationResult execute() {
    EmbeddingChunks chunks = OpenEmbeddings.at(embeddings, settings, spark);
    told.accept(chunks.told());
    EvaluationResult result =
        new MeasureTable(spark, settings, Optional.of(out))
            .measure(chunks)
            .defined("table", embeddings.toString())
            .defined("columns", chunks.told().replace("\n", "; "));
    MetricsFile.write(
        new Path(out, "metrics.json"), result, spark.sparkContext().hadoopConfiguration());
    return result;
  }
}
