package org.semblance.prep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.batch.ImagesByClass;
import org.semblance.batch.PlanSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.table.ImageTable;
import org.semblance.table.LiteralReads;
import org.semblance.table.ShardTable;
import org.semblance.table.Split;

/**
 * Packs the training and validation images into S files for ranks to fetch. Each class is dealt
 * evenly: its numbers of images in any two files differ by at most one, and so do the files'
 * totals. Within a file images are sorted by class, then id.
 *
 * <p>The index is written last, by the same tasks: a shard is part of the set only if the index
 * names its file, so failed attempts leave nothing that counts.
 *
 * @param images the images table
 * @param shards folder that receives {@link ShardTable#FILES} and {@link ShardTable#INDEX};
 *     replaced if present
 */
public record BuildShards(SparkSession spark, PlanSettings settings, Path images, Path shards) {

  private static final String SHARD = ShardTable.SHARD;

  /** Deals the images of each class in turn to the shards. */
  private record ShardOf(Broadcast<ImagesByClass> images, int shards)
      implements UDF2<Integer, Long, Integer> {

    @Override
    public Integer call(Integer classId, Long imageId) {
      return images.value().position(classId, imageId) % shards;
    }
  }

  /**
   * Packs and writes.
   *
   * @throws SemblanceException data, if there are no images to pack
   */
  public ShardResult execute() {
    Dataset<Row> packed = ImageLabels.rows(spark, images, Split.TRAIN, Split.VAL);
    Row totals =
        packed.agg(count("*"), sum(octet_length(col(ImageTable.CONTENT)).cast("long"))).first();
    if (totals.getLong(0) == 0) {
      throw SemblanceException.data(
          "the images table %s has no row with split train or val: mark training images in the source"
              .formatted(images));
    }
    long bytes = totals.getLong(1);
    int count = Math.toIntExact(Math.max(1, -Math.floorDiv(-bytes, settings.shardBytes())));
    write(packed, count);
    deleteStrayFiles();
    return new ShardResult(count, totals.getLong(0), bytes);
  }

  private void write(Dataset<Row> packed, int count) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<ImagesByClass> labels = context.broadcast(ImageLabels.of(packed));
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    delete(hadoop);
    packed
        .withColumn(
            SHARD,
            udf(new ShardOf(labels, count), DataTypes.IntegerType)
                .apply(col(ImageTable.CLASS_ID), col(ImageTable.IMAGE_ID)))
        .select(
            SHARD, ImageTable.CLASS_ID, ImageTable.IMAGE_ID, ImageTable.SPLIT, ImageTable.CONTENT)
        .repartition(count, col(SHARD))
        .sortWithinPartitions(SHARD, ImageTable.CLASS_ID, ImageTable.IMAGE_ID)
        .mapPartitions(
            new WriteShards(context.broadcast(hadoop), ShardTable.files(shards).toString()),
            Encoders.row(ShardTable.SCHEMA))
        .write()
        .parquet(ShardTable.index(shards).toString());
    labels.destroy();
  }

  private void delete(SerializableConfiguration hadoop) {
    try {
      shards.getFileSystem(hadoop.value()).delete(shards, true);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot replace " + shards, failure);
    }
  }

  /** Removes what failed or redundant attempts of tasks left behind. */
  private void deleteStrayFiles() {
    Dataset<Row> index = LiteralReads.parquet(spark, ShardTable.index(shards));
    Set<String> used =
        index.select(ShardTable.FILE).distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toSet());
    try {
      FileSystem files = shards.getFileSystem(spark.sessionState().newHadoopConf());
      for (FileStatus file : files.listStatus(ShardTable.files(shards))) {
        if (!used.contains(file.getPath().getName())) {
          files.delete(file.getPath(), false);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot tidy " + shards, failure);
    }
  }
}
