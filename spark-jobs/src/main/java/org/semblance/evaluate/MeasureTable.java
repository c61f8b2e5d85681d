package org.semblance.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.BlockedTable;
import org.semblance.evaluate.blocks.EvaluationSet;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.blocks.SideInFiles;
import org.semblance.evaluate.blocks.SideInMemory;
import org.semblance.evaluate.blocks.SideLayout;
import org.semblance.evaluate.dataset.SparkTable;
import org.semblance.evaluate.memory.ExecutorShape;
import org.semblance.evaluate.memory.TableSize;
import org.semblance.evaluate.read.EmbeddingChunks;
import org.semblance.evaluate.read.ReadEmbeddings;
import org.semblance.evaluate.read.RowChunk;
import org.semblance.evaluate.read.TableCounts;
import org.semblance.evaluate.settings.EvaluateSettings;

/**
 * Measures a table that is given, not read.
 *
 * @param out where tables are written, if they are
 */
public record MeasureTable(SparkSession spark, EvaluateSettings settings, Optional<Path> out) {

  private static final int LEAST_BLOCK_ROWS = 512;
  private static final int MOST_BLOCK_ROWS = 1 << 16;
  private static final int MOST_FILE_ROWS = 1 << 18;

  /**
   * Measures {@code table}, writing all but {@code metrics.json}.
   *
   * @throws org.semblance.fault.SemblanceException data, naming the row or column, if the table
   *     cannot be measured
   */
  public EvaluationResult measure(Dataset<Row> table) {
    return measure(EmbeddingChunks.of(SparkTable.of("the table", table), settings));
  }

  /** Measures rows, writing all but {@code metrics.json}. */
  EvaluationResult measure(EmbeddingChunks chunks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ExecutorShape shape = ExecutorShape.of(context);
    Phases phases = new Phases(context);
    TableSize size = TableSize.of(chunks.vectorBytes(), context, shape);
    if (!size.isInFiles(settings.plan(), out.isPresent())) {
      return measure(context, phases, shape, inMemory(phases, shape, chunks));
    }
    Path folder = new Path(out.orElseThrow(), "blocks");
    try {
      return measure(context, phases, shape, inFiles(context, phases, shape, chunks, folder));
    } finally {
      delete(folder, context);
    }
  }

  private EvaluationResult measure(
      JavaSparkContext context, Phases phases, ExecutorShape shape, BlockedTable sources) {
    try (Placement placement =
        phases.run(
            "broadcast",
            () -> new Placement(context, sources.sampled(settings.sampling(), settings.seed())))) {
      return new Measurement(this, phases, shape, placement).run();
    }
  }

  private BlockedTable inMemory(Phases phases, ExecutorShape shape, EmbeddingChunks chunks) {
    ReadEmbeddings read =
        phases.run(
            "read",
            () -> ReadEmbeddings.of(chunks.rows(), chunks.idsArePlaces(), settings.invalidRows()));
    // Two pairs of blocks for each task: more are packed more often than they are worth.
    int blocks = (int) Math.max(4, Math.ceil(2 * Math.sqrt(shape.tasksFor(read.rows().count()))));
    int rows = clamp(read.rows().count() / blocks, MOST_BLOCK_ROWS);
    EvaluationSet set = phases.run("sort", () -> EvaluationSet.of(read.rows(), rows));
    SideInMemory sides = new SideInMemory(read.rows(), settings.similarity());
    return phases.run("place", () -> sources(read.counts(), set, sides::of));
  }

  private BlockedTable inFiles(
      JavaSparkContext context,
      Phases phases,
      ExecutorShape shape,
      EmbeddingChunks chunks,
      Path folder) {
    ReadEmbeddings read =
        phases.run(
            "read",
            () ->
                ReadEmbeddings.of(
                    chunks.rows().map(RowChunk::withoutVectors),
                    chunks.idsArePlaces(),
                    settings.invalidRows()));
    // A task holds two blocks, their packed copies and their counts.
    long bytes = shape.heapBytes() / 16 / shape.tasksPerExecutor();
    int rows = clamp(bytes / Float.BYTES / read.rows().dimension(), MOST_FILE_ROWS);
    EvaluationSet set = phases.run("sort", () -> EvaluationSet.of(read.rows(), rows));
    SideInFiles sides =
        new SideInFiles(
            context, chunks.rows(), read.firstChunks(), read.rows(), settings.similarity());
    return phases.run(
        "place",
        () ->
            sources(
                read.counts(),
                set,
                side ->
                    sides.of(
                        side,
                        new Path(folder, side.isSame(set.gallery()) ? "gallery" : "queries"))));
  }

  private int clamp(long rows, int most) {
    return settings.blockRows() > 0
        ? settings.blockRows()
        : (int) Math.max(LEAST_BLOCK_ROWS, Math.min(most, rows));
  }

  private static BlockedTable sources(
      TableCounts table, EvaluationSet set, Function<SideLayout, BlockSource> sides) {
    BlockSource gallery = sides.apply(set.gallery());
    BlockSource queries = set.isSelf() ? gallery : sides.apply(set.queries());
    return new BlockedTable(table, set, set.queries(), queries, gallery);
  }

  private static void delete(Path folder, JavaSparkContext context) {
    try {
      folder.getFileSystem(context.hadoopConfiguration()).delete(folder, true);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + folder, failure);
    }
  }
}
