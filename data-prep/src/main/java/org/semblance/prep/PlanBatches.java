package org.semblance.prep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;

import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.semblance.batch.BatchSampler;
import org.semblance.batch.ImagesByClass;
import org.semblance.batch.PlanSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.table.PlanTable;
import org.semblance.table.Split;

/**
 * Writes the plan table: every row of every batch of every round, sorted by (round, step, worker,
 * slot). The rows depend on the training images, the settings, the seed and the ranks; not on the
 * order or partitioning of the images table, nor on the cluster.
 *
 * <p>Rounds are drawn in parallel. A round is never split over files, so that a rank reads few.
 *
 * @param epochs rounds to plan, at least 1
 * @param ranks workers that share each step, at least 1
 * @param images the images table; only its {@code train} rows are planned
 * @param plan where the table is written; replaced if present
 */
public record PlanBatches(
    SparkSession spark,
    PlanSettings settings,
    long seed,
    int epochs,
    int ranks,
    Path images,
    Path plan) {

  /** A file of this many rows is about 10 MB: worth a task, cheap to skip through. */
  private static final long ROWS_PER_FILE = 1_000_000;

  public PlanBatches {
    requireAtLeastOne("train.epochs", epochs);
    requireAtLeastOne("train.ranks", ranks);
  }

  /**
   * Draws and writes.
   *
   * @throws SemblanceException data, if the table or its training split is missing or too small;
   *     usage, if the settings do not suit the set
   */
  public PlanResult execute() {
    ImagesByClass training = ImageLabels.of(ImageLabels.rows(spark, images, Split.TRAIN));
    if (training.imageCount() == 0) {
      throw SemblanceException.data(
          "the images table %s has no row with split train: mark training images in the source"
              .formatted(images));
    }
    BatchSampler sampler = settings.sampler().over(training, seed, ranks);
    draw(sampler);
    return result(sampler.stepsPerRound(), training);
  }

  private void draw(BatchSampler sampler) {
    Broadcast<BatchSampler> shared =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(sampler);
    spark
        .range(0, epochs, 1, files(sampler.rowsPerRound()))
        .mapPartitions(new DrawRounds(shared), Encoders.row(PlanTable.SCHEMA))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(plan.toString());
    shared.destroy();
  }

  private int files(long rowsPerRound) {
    long wanted = -Math.floorDiv(-epochs * rowsPerRound, ROWS_PER_FILE);
    return (int) Math.max(1, Math.min(epochs, wanted));
  }

  private PlanResult result(int stepsPerRound, ImagesByClass taking) {
    Dataset<Row> rows = spark.read().schema(PlanTable.SCHEMA).parquet(plan.toString());
    Dataset<Row> repeated = rows.filter(col(PlanTable.REPLICA).gt(0));
    Row worst =
        repeated
            .groupBy(PlanTable.CLASS_ID)
            .agg(count("*").as("rows"))
            .orderBy(desc("rows"), col(PlanTable.CLASS_ID))
            .takeAsList(1)
            .stream()
            .findFirst()
            .orElse(null);
    return new PlanResult(
        epochs,
        stepsPerRound,
        rows.count(),
        taking.classCount(),
        taking.imageCount(),
        0,
        repeated.count(),
        worstClass(worst));
  }

  private static @Nullable Integer worstClass(@Nullable Row row) {
    return row == null ? null : row.getInt(0);
  }

  private static void requireAtLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, got %d".formatted(key, value));
    }
  }
}
