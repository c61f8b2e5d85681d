package org.semblance.prep;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.importer.ImportContext;
import org.semblance.importer.Listing;
import org.semblance.importer.SynthImporter;
import org.semblance.prep.DecodeOutcome.Rejected;
import org.semblance.source.CarriedContent;
import org.semblance.source.SourceImage;
import org.semblance.synth.SynthSettings;
import org.semblance.table.ImageTable;
import org.semblance.table.RejectTable;

/**
 * Raw images to the {@code images} table, and what cannot be used to {@code rejects}. The tables
 * replace what was there; after a failure neither exists. The driver sees classes, counts and the
 * numbers of rejected rows; names and pixels stay on the executors.
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

  /** Bytes of images in one file of the table, where there are so many. */
  private static final long FILE_BYTES = 128L << 20;

  /** Rejects in one file of their table. */
  private static final int REJECTS_PER_FILE = 100_000;

  public IngestImages {
    if (settings.source() instanceof SynthImporter && synth == null) {
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
    Listing listing = settings.source().list(new ImportContext(spark, settings.path(), synth));
    boolean carried = listing.content() instanceof CarriedContent;
    JavaRDD<SourceImage> named =
        listing
            .images()
            .persist(carried ? StorageLevel.DISK_ONLY() : StorageLevel.MEMORY_AND_DISK_SER());
    try {
      long rows = named.count();
      if (rows == 0) {
        throw SemblanceException.data("the data set " + settings.path() + " lists no images");
      }
      return ingest(context, output, listing, named, rows, carried);
    } finally {
      named.unpersist();
    }
  }

  private IngestResult ingest(
      JavaSparkContext context,
      TableOutput output,
      Listing listing,
      JavaRDD<SourceImage> named,
      long rows,
      boolean carried) {
    JavaRDD<Candidate> numbered = named.zipWithIndex().map(new Candidate.Numbered());
    JavaRDD<Candidate> screened =
        (carried ? Screening.ofCarried(numbered) : Screening.of(numbered))
            .persist(carried ? StorageLevel.NONE() : StorageLevel.MEMORY_AND_DISK_SER());
    SplitAssignment splits = splitRules(listing).assign(LabelCount.of(screened));
    JavaRDD<Candidate> tasks =
        carried
            ? screened
            : BalancedPartitions.of(
                screened,
                rows,
                context.defaultParallelism(),
                listing.content().mostReaders(context.defaultParallelism()));
    JavaRDD<DecodeOutcome> outcomes =
        tasks
            .mapPartitions(new DecodeImages(settings, listing.content(), splits))
            // Read three times: for the sums, which decide the numbers, and for the tables.
            .persist(StorageLevel.DISK_ONLY());
    try {
      IngestSummary summary = IngestSummary.of(outcomes);
      requireUsable(rows, summary);
      IngestResult result = IngestCounts.result(listing, rows, summary);
      writeImages(context, output, outcomes, summary);
      writeRejects(output, outcomes, summary);
      output.requireRows(images, result.images());
      output.requireRows(rejects, result.rejects());
      requireAll(result);
      return result;
    } finally {
      outcomes.unpersist();
      screened.unpersist();
    }
  }

  /** What was listed is what was written: counted before anything was read, and after. */
  private static void requireAll(IngestResult result) {
    if (result.images() + result.rejects() != result.rows()) {
      throw new IllegalStateException(
          String.format(
              "%d rows were listed, but %d images and %d rejects were written",
              result.rows(), result.images(), result.rejects()));
    }
  }

  private SplitRules splitRules(Listing listing) {
    return new SplitRules(
        settings.testClassFraction(),
        settings.validationClassFraction(),
        settings.classDisjoint() && !listing.closedSet(),
        seed);
  }

  private void requireUsable(long rows, IngestSummary summary) {
    int rejected = summary.rejectedRows().length;
    if (rejected == rows) {
      throw SemblanceException.data(
          String.format("none of the %d rows is usable; the first: %s", rows, first(summary)));
    }
    if ((double) rejected / rows > settings.maxRejectFraction()) {
      throw SemblanceException.data(
          String.format(
              "%d of %d rows are unusable, more than ingest.max-reject-fraction %s; the first: %s",
              rejected, rows, settings.maxRejectFraction(), first(summary)));
    }
  }

  private static String first(IngestSummary summary) {
    return summary.first().stream()
        .map(reject -> reject.source().image().location() + " (" + reject.detail() + ")")
        .collect(Collectors.joining(", "));
  }

  private void writeImages(
      JavaSparkContext context,
      TableOutput output,
      JavaRDD<DecodeOutcome> outcomes,
      IngestSummary summary) {
    Broadcast<ImageNumbering> numbers =
        context.broadcast(
            ImageNumbering.of(
                summary.rejectedRows(),
                summary.accepted().keySet().stream().map(LabelCount.Key::label).toList()));
    int files = (int) Math.max(context.defaultParallelism(), summary.bytes() / FILE_BYTES + 1);
    output.write(
        outcomes.coalesce(files).flatMap(new NumberImages(numbers)), ImageTable.SCHEMA, images);
    numbers.destroy();
  }

  private void writeRejects(
      TableOutput output, JavaRDD<DecodeOutcome> outcomes, IngestSummary summary) {
    JavaRDD<Rejected> all = outcomes.flatMap(outcome -> outcome.rejected().iterator());
    output.write(
        all.sortBy(
                reject -> reject.source().row(),
                true,
                1 + summary.rejectedRows().length / REJECTS_PER_FILE)
            .map(reject -> RejectTable.toRow(reject.row())),
        RejectTable.SCHEMA,
        rejects);
  }

  private String description() {
    return "ingest "
        + settings.source().name()
        + (settings.path().isBlank() ? "" : " " + settings.path());
  }
}
