package org.semblance.prep;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.batch.ImagesByClass;
import org.semblance.fault.SemblanceException;
import org.semblance.table.ImageTable;
import org.semblance.table.LiteralReads;
import org.semblance.table.Split;

/** Brings the ids and classes of the images table to the driver: 12 bytes per image. */
final class ImageLabels {

  /** Ids and classes of one partition; a few large objects collect faster than many rows. */
  private record Block(long[] imageIds, int[] classIds) implements Serializable {}

  /** Packs a partition of (image_id, class_id) rows. */
  private record Pack() implements FlatMapFunction<Iterator<Row>, Block> {

    @Override
    public Iterator<Block> call(Iterator<Row> rows) {
      LongStream.Builder imageIds = LongStream.builder();
      LongStream.Builder classIds = LongStream.builder();
      rows.forEachRemaining(
          row -> {
            imageIds.add(row.getLong(0));
            classIds.add(row.getInt(1));
          });
      int[] classes = classIds.build().mapToInt(Math::toIntExact).toArray();
      return List.of(new Block(imageIds.build().toArray(), classes)).iterator();
    }
  }

  private ImageLabels() {}

  /**
   * The rows of the images table at {@code path} that belong to {@code splits}.
   *
   * @throws SemblanceException data, if there is no table or it lacks a column
   */
  static Dataset<Row> rows(SparkSession spark, Path path, Split... splits) {
    requireExists(spark, path);
    Dataset<Row> images = LiteralReads.parquet(spark, path);
    List<String> columns = Arrays.asList(images.columns());
    for (String column : List.of(ImageTable.IMAGE_ID, ImageTable.CLASS_ID, ImageTable.SPLIT)) {
      if (!columns.contains(column)) {
        throw SemblanceException.data(
            "the images table %s has no column %s, only %s: run ingest again"
                .formatted(path, column, String.join(", ", columns)));
      }
    }
    Object[] wanted = Arrays.stream(splits).map(Split::columnValue).toArray();
    return images.filter(images.col(ImageTable.SPLIT).isin(wanted));
  }

  /** The labels of {@code images}, grouped by class. */
  static ImagesByClass of(Dataset<Row> images) {
    List<Block> blocks =
        images
            .select(ImageTable.IMAGE_ID, ImageTable.CLASS_ID)
            .javaRDD()
            .mapPartitions(new Pack())
            .collect();
    return ImagesByClass.of(
        blocks.stream().flatMapToLong(block -> Arrays.stream(block.imageIds())).toArray(),
        blocks.stream().flatMapToInt(block -> Arrays.stream(block.classIds())).toArray());
  }

  private static void requireExists(SparkSession spark, Path path) {
    try {
      if (!path.getFileSystem(spark.sessionState().newHadoopConf()).exists(path)) {
        throw SemblanceException.data(
            "there is no images table at %s: run ingest first".formatted(path));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
  }
}
