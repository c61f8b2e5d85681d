package org.semblance.jobs.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.math.Seeds;
import scala.math.BigInt;

/**
 * Measures a table that is given, not read.
 *
 * @param out where tables are written, if they are
 */
public record MeasureTable(SparkSession spark, EvaluateSettings settings, Optional<Path> out) {

  private static final int LEAST_BLOCK_ROWS = 512;
  private static final int MOST_BLOCK_ROWS = 1 << 16;

  /**
   * Measures {@code table}, writing all but {@code metrics.json}.
   *
   * @throws org.semblance.fault.SemblanceException data, naming the row or column, if the table
   *     cannot be measured
   */
  public EvaluationResult measure(Dataset<Row> table) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ExecutorShape shape = ExecutorShape.of(context);
    Phases phases = new Phases(context);
    boolean inFiles = isInFiles(table, shape);
    JavaRDD<RowChunk> chunks = new EmbeddingReader(settings).chunks(table);
    ReadEmbeddings read =
        phases.run(
            "read",
            () ->
                ReadEmbeddings.of(
                    inFiles ? chunks.map(RowChunk::withoutVectors) : chunks,
                    settings.invalidRows()));
    EvaluationSet set =
        phases.run(
            "sort", () -> EvaluationSet.of(read.rows(), blockRows(read.rows(), inFiles, shape)));
    if (!inFiles) {
      SideInMemory sides = new SideInMemory(read.rows(), settings.similarity());
      return measure(context, phases, shape, read, set, sides::of);
    }
    Path folder = new Path(out.orElseThrow(), "blocks");
    SideInFiles sides =
        new SideInFiles(context, chunks, read.firstChunks(), read.rows(), settings.similarity());
    try {
      return measure(
          context,
          phases,
          shape,
          read,
          set,
          side ->
              sides.of(side, new Path(folder, side.isSame(set.gallery()) ? "gallery" : "queries")));
    } finally {
      delete(folder, context);
    }
  }

  private EvaluationResult measure(
      JavaSparkContext context,
      Phases phases,
      ExecutorShape shape,
      ReadEmbeddings read,
      EvaluationSet set,
      Function<SideLayout, BlockSource> sides) {
    BlockSource gallery = phases.run("place", () -> sides.apply(set.gallery()));
    SideLayout layout = set.queries();
    BlockSource queries =
        set.isSelf() ? gallery : phases.run("place", () -> sides.apply(set.queries()));
    boolean sampled = settings.sampling().applies(set.gallery().count(), layout.count());
    if (sampled) {
      SampledRows rows = new SampledRows(layout, queries);
      int[] places =
          rows.draw(settings.sampling().queries(), settings.seed(), Seeds.Use.SAMPLED_QUERIES);
      queries = rows.at(places);
      layout = layout.pick(places);
    }
    boolean isSelf = set.isSelf() && !sampled;
    try (Placement placement =
        isSelf
            ? Placement.ofSelf(context, layout, gallery)
            : Placement.of(context, layout, queries, gallery, set.gallery().count())) {
      return new Measurement(this, phases, shape, read, set, placement).run(sampled);
    }
  }

  private boolean isInFiles(Dataset<Row> table, ExecutorShape shape) {
    return switch (settings.plan()) {
      case BROADCAST -> false;
      case FILES -> out.isPresent();
      case AUTO ->
          out.isPresent()
              && table
                      .queryExecution()
                      .optimizedPlan()
                      .stats()
                      .sizeInBytes()
                      .compare(BigInt.apply(shape.heapBytes() / 4))
                  > 0;
    };
  }

  private int blockRows(EmbeddingRows rows, boolean inFiles, ExecutorShape shape) {
    if (settings.blockRows() > 0) {
      return settings.blockRows();
    }
    if (inFiles) {
      // A task holds two blocks, their packed copies and their counts.
      long bytes = shape.heapBytes() / 16 / shape.tasksPerExecutor();
      return (int) Math.max(LEAST_BLOCK_ROWS, Math.min(1 << 18, bytes / 4 / rows.dimension()));
    }
    int blocks = (int) Math.max(8, Math.ceil(Math.sqrt(8.0 * shape.tasksForAll())));
    return Math.max(LEAST_BLOCK_ROWS, Math.min(MOST_BLOCK_ROWS, rows.count() / blocks));
  }

  private static void delete(Path folder, JavaSparkContext context) {
    try {
      folder.getFileSystem(context.hadoopConfiguration()).delete(folder, true);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + folder, failure);
    }
  }
}
