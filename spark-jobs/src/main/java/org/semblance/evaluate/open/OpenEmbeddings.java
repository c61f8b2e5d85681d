package org.semblance.evaluate.open;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.input.JoinedTables;
import org.semblance.evaluate.read.EmbeddingChunks;
import org.semblance.evaluate.settings.EvaluateSettings;

/** From where embeddings are to their rows. */
public final class OpenEmbeddings {

  private OpenEmbeddings() {}

  /**
   * The rows that take part.
   *
   * @throws org.semblance.fault.SemblanceException data, naming path and column, if they cannot be
   *     read or nothing tells which column is what
   */
  public static EmbeddingChunks at(
      EmbeddingLocation location, EvaluateSettings settings, SparkSession spark) {
    EmbeddingSource tables = open(location.tables(), location.labels(), spark);
    return location.gallery().isEmpty()
        ? EmbeddingChunks.of(tables, settings)
        : EmbeddingChunks.of(
            tables, open(location.gallery(), location.galleryLabels(), spark), settings);
  }

  private static EmbeddingSource open(
      List<String> tables, Optional<String> labels, SparkSession spark) {
    OpenTable opening = new OpenTable(spark, labels);
    List<EmbeddingSource> opened = tables.stream().map(opening::open).toList();
    return opened.size() == 1 ? opened.get(0) : new JoinedTables(opened);
  }
}
