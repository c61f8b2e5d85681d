package org.semblance.prep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.prep.DecodeOutcome.Rejected;
import org.semblance.source.CsvSource;
import org.semblance.source.DatasetSource;
import org.semblance.source.DatasetSource.Listing;
import org.semblance.source.FolderSource;
import org.semblance.source.SourceImage;
import org.semblance.source.SynthSource;
import org.semblance.synth.SynthSettings;
import org.semblance.table.ImageTable;
import org.semblance.table.RejectTable;

/**
 * Raw images to the {@code images} table, and what cannot be used to {@code rejects}. The tables
 * replace what was there; after a failure neither exists. Names and labels pass through the driver,
 * pixels never do.
 *
 * @param synth for source synth, else not read
 * @param seed of the choice of test and validation classes
 * @param images folder of the table of {@link ImageTable}
 * @param rejects folder of the table of {@link RejectTable}
 */
public record IngestImages(
    SparkSession spark,
    IngestSettings settings,
    @Nullable SynthSettings synth,
    long seed,
    Path images,
    Path rejects) {

  /** Rows that one task decodes at most: some seconds of work, some megabytes of output. */
  private static final int ROWS_PER_TASK = 2048;

  /** Few enough for a sentence. */
  private static final int NAMED_REJECTS = 3;

  public IngestImages {
    if (settings.source() == IngestSettings.Source.SYNTH && synth == null) {
      throw new IllegalArgumentException("synth must be given where ingest.source is synth");
    }
  }

  /**
   * Runs the job.
   *
   * @throws SemblanceException if the source is unusable, or too many of its rows are
   */
  public IngestResult execute() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    TableOutput output = new TableOutput(spark, List.of(images, rejects));
    output.delete();
    context.setJobGroup("ingest", description());
    try {
      return ingest(context, output);
    } catch (Throwable failure) {
      // Spark throws checked exceptions that it does not declare.
      output.delete();
      throw failure;
    } finally {
      context.clearJobGroup();
    }
  }

  private IngestResult ingest(JavaSparkContext context, TableOutput output) {
    Listing listing = source().list();
    Screening screening = Screening.of(listing.images());
    List<SourceImage> candidates = splitRules().assign(screening.candidates());
    DecodeImages decode = new DecodeImages(settings, listing.content());
    JavaRDD<DecodeOutcome> outcomes =
        context
            .parallelize(candidates, taskCount(context, candidates.size()))
            .mapPartitions(decode)
            // Read twice: for the rejects, which decide the numbers, and for the table.
            .persist(StorageLevel.DISK_ONLY());
    try {
      List<Rejected> rejected = rejected(screening, outcomes);
      requireUsable(listing.images().size(), rejected);
      List<SourceImage> accepted = accepted(candidates, rejected);
      writeImages(context, output, outcomes, ImageNumbering.of(accepted));
      output.write(
          context.parallelize(rejected, 1).map(reject -> RejectTable.toRow(reject.row())),
          RejectTable.SCHEMA,
          rejects);
      output.requireRows(images, accepted.size());
      output.requireRows(rejects, rejected.size());
      return IngestCounts.result(listing.images().size(), accepted, rejected);
    } finally {
      outcomes.unpersist();
    }
  }

  private DatasetSource source() {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return switch (settings.source()) {
      case FOLDER -> new FolderSource(path(), hadoop);
      case CSV -> new CsvSource(path(), hadoop);
      case SYNTH -> new SynthSource(Objects.requireNonNull(synth, "checked before"));
    };
  }

  private Path path() {
    return new Path(settings.path());
  }

  private SplitRules splitRules() {
    return new SplitRules(
        settings.testClassFraction(),
        settings.validationClassFraction(),
        settings.classDisjoint(),
        seed);
  }

  private static int taskCount(JavaSparkContext context, int rows) {
    int tasks = Math.max(context.defaultParallelism(), (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK);
    return Math.max(1, Math.min(tasks, rows));
  }

  private static List<Rejected> rejected(Screening screening, JavaRDD<DecodeOutcome> outcomes) {
    List<Rejected> all = new ArrayList<>(screening.rejects());
    all.addAll(outcomes.flatMap(outcome -> outcome.rejected().iterator()).collect());
    all.sort(Comparator.comparingLong(reject -> reject.source().row()));
    return all;
  }

  private static List<SourceImage> accepted(List<SourceImage> candidates, List<Rejected> rejects) {
    Set<Long> rows =
        rejects.stream().map(reject -> reject.source().row()).collect(Collectors.toSet());
    return candidates.stream().filter(image -> !rows.contains(image.row())).toList();
  }

  private void requireUsable(int rows, List<Rejected> rejected) {
    if (rejected.size() == rows) {
      throw SemblanceException.data(
          String.format("none of the %d rows is usable; the first: %s", rows, first(rejected)));
    }
    if ((double) rejected.size() / rows > settings.maxRejectFraction()) {
      throw SemblanceException.data(
          String.format(
              "%d of %d rows are unusable, more than ingest.max-reject-fraction %s; the first: %s",
              rejected.size(), rows, settings.maxRejectFraction(), first(rejected)));
    }
  }

  private static String first(List<Rejected> rejected) {
    return rejected.stream()
        .limit(NAMED_REJECTS)
        .map(reject -> reject.source().location() + " (" + reject.detail() + ")")
        .collect(Collectors.joining(", "));
  }

  private void writeImages(
      JavaSparkContext context,
      TableOutput output,
      JavaRDD<DecodeOutcome> outcomes,
      ImageNumbering numbering) {
    Broadcast<ImageNumbering> numbers = context.broadcast(numbering);
    output.write(outcomes.flatMap(new NumberImages(numbers)), ImageTable.SCHEMA, images);
    numbers.destroy();
  }

  private String description() {
    return "ingest "
        + settings.source().name().toLowerCase(Locale.ROOT)
        + (settings.path().isBlank() ? "" : " " + settings.path());
  }
}
