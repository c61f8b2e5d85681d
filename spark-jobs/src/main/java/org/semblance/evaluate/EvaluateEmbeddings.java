package org.semblance.evaluate;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.evaluate.read.EmbeddingReader;
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
 * @param embeddings a Parquet table
 */
public record EvaluateEmbeddings(
    SparkSession spark, EvaluateSettings settings, Path embeddings, Path out) {

  /**
   * Measures the table at {@code embeddings}.
   *
   * @throws org.semblance.fault.SemblanceException data, naming the row or column, if the table
   *     cannot be measured
   */
  public EvaluationResult execute() {
    EvaluationResult result =
        new MeasureTable(spark, settings, Optional.of(out))
            .measure(EmbeddingReader.table(spark, embeddings));
    MetricsFile.write(
        new Path(out, "metrics.json"), result, spark.sparkContext().hadoopConfiguration());
    return result;
  }
}
