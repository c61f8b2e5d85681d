package org.semblance.embed;

import static org.apache.spark.sql.functions.col;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.semblance.fault.SemblanceException;
import org.semblance.model.ModelDescription;
import org.semblance.model.ModelFiles;
import org.semblance.table.EmbeddingTable;
import org.semblance.table.ImageTable;
import org.semblance.table.LiteralReads;
import org.semblance.table.Split;

/**
 * Writes the embeddings table: one row for each image of the chosen splits. The vectors depend on
 * the model, the images and the batch size; not on the number of tasks or executors.
 *
 * @param model folder with {@code model.safetensors} and {@code model.json}
 * @param images the images table
 * @param out where the table is written; replaced if present
 */
public record EmbedImages(
    SparkSession spark, EmbedSettings settings, Path model, Path images, Path out) {

  /** Tasks per slot, so that slots that are done early help the others. */
  private static final int TASKS_PER_SLOT = 3;

  /**
   * Embeds and writes.
   *
   * @throws SemblanceException data, if the model or the table is missing or unusable, or no image
   *     belongs to the splits
   */
  public EmbedResult execute() {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    ModelFiles files = ModelFiles.read(new HadoopModelFolder(hadoop, model));
    Dataset<Row> chosen = chosenImages();
    long count = chosen.count();
    if (count == 0) {
      throw SemblanceException.data(
          "the images table %s has no row of the splits in embed.splits (%s): name others"
              .formatted(images, columnValues()));
    }
    embed(spread(chosen, count), files);
    ModelDescription description = files.description();
    return new EmbedResult(count, description.model().embeddingDimension(), description.label());
  }

  private Dataset<Row> chosenImages() {
    Dataset<Row> table = LiteralReads.parquet(spark, images);
    return table.where(
        col(ImageTable.SPLIT)
            .isin(settings.splits().stream().map(Split::columnValue).toArray(Object[]::new)));
  }

  private String columnValues() {
    return String.join(", ", settings.splits().stream().map(Split::columnValue).toList());
  }

  /** Few large files would leave slots idle; by id, so that the files written are the same. */
  private Dataset<Row> spread(Dataset<Row> chosen, long count) {
    int slots = spark.sparkContext().defaultParallelism();
    long batches = -Math.floorDiv(-count, (long) settings.batchSize());
    int tasks = (int) Math.min(batches, (long) TASKS_PER_SLOT * slots);
    return chosen.rdd().getNumPartitions() >= tasks
        ? chosen
        : chosen.repartition(tasks, col(ImageTable.IMAGE_ID));
  }

  private void embed(Dataset<Row> spread, ModelFiles files) {
    Broadcast<SharedEmbedder> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new SharedEmbedder(files, settings.threads()));
    try {
      spread
          .mapPartitions(
              new RowEmbedder(shared, settings.batchSize()), Encoders.row(EmbeddingTable.SCHEMA))
          .sortWithinPartitions(EmbeddingTable.IMAGE_ID)
          .write()
          .mode(SaveMode.Overwrite)
          .parquet(out.toString());
    } finally {
      shared.destroy();
    }
  }
}
