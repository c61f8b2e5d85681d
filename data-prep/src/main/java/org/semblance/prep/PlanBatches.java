package org.semblance.prep;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.semblance.batch.ApfsPlanner;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.BatchSampler;
import org.semblance.batch.ImagesByClass;
import org.semblance.batch.PlanSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.table.LiteralReads;
import org.semblance.table.PlanTable;
import org.semblance.table.Split;

/**
 * Writes the plan table: every row of every batch of every round, sorted by (round, step, worker,
 * slot). The rows depend on the training images, the settings, the seed and the ranks; not on the
 * order or partitioning of the images table, nor on the cluster.
 *
 * <p>Rounds of {@code plan.sampler} are drawn in parallel, those of APFS one after the other in one
 * task. Where APFS decides during training ({@link ApfsSettings#plannedAhead} is false), the table
 * stays empty. A round is never split over files, so that a rank reads few.
 *
 * @param apfs draws the batches if enabled
 * @param epochs rounds to plan, at least 1
 * @param ranks workers that share each step, at least 1
 * @param images the images table; only its {@code train} rows are planned
 * @param plan where the table is written; replaced if present
 */
public record PlanBatches(
    SparkSession spark,
    PlanSettings settings,
    ApfsSettings apfs,
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
    return apfs.enabled() ? planApfs(training) : sample(training);
  }

  private PlanResult sample(ImagesByClass training) {
    BatchSampler sampler = settings.sampler().over(training, seed, ranks);
    long wanted = -Math.floorDiv(-epochs * sampler.rowsPerRound(), ROWS_PER_FILE);
    Broadcast<BatchSampler> shared = context().broadcast(sampler);
    write(epochs, (int) Math.max(1, Math.min(epochs, wanted)), new DrawRounds(shared));
    shared.destroy();
    return result(epochs, sampler.stepsPerRound(), training, 0);
  }

  private PlanResult planApfs(ImagesByClass training) {
    ApfsPlanner planner = new ApfsPlanner(apfs, training, seed, ranks);
    int rounds = apfs.plannedAhead() ? epochs : 0;
    Broadcast<ImagesByClass> shared = context().broadcast(training);
    write(rounds > 0 ? 1 : 0, 1, new PlanRounds(shared, apfs, seed, ranks, rounds));
    shared.destroy();
    int dropped = training.classCount() - planner.images().classCount();
    return result(rounds, planner.stepsPerRound(), planner.images(), dropped);
  }

  private void write(int inputs, int files, MapPartitionsFunction<Long, Row> rows) {
    spark
        .range(0, inputs, 1, files)
        .mapPartitions(rows, Encoders.row(PlanTable.SCHEMA))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(plan.toString());
  }

  private PlanResult result(int rounds, int steps, ImagesByClass taking, int droppedClasses) {
    Dataset<Row> rows =
        LiteralReads.reader(spark).schema(PlanTable.SCHEMA).parquet(plan.toString());
    Dataset<Row> repeated = rows.filter(col(PlanTable.REPLICA).gt(0));
    List<Row> worst =
        repeated
            .groupBy(PlanTable.CLASS_ID)
            .agg(count("*").as("rows"))
            .orderBy(desc("rows"), col(PlanTable.CLASS_ID))
            .takeAsList(1);
    return new PlanResult(
        rounds,
        steps,
        rows.count(),
        taking.classCount(),
        taking.imageCount(),
        droppedClasses,
        repeated.count(),
        worst.isEmpty() ? null : worst.get(0).getInt(0));
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  private static void requireAtLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, got %d".formatted(key, value));
    }
  }
}
