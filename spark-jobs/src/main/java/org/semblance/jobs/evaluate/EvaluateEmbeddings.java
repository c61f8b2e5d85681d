package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.cluster.KMeans;
import org.semblance.math.ScoreKernels;
import org.semblance.metric.Bootstrap.Interval;
import org.semblance.metric.ClassScores;
import org.semblance.metric.LabeledRows;
import org.semblance.metric.MetricTally;
import org.semblance.metric.RetrievalMetric;
import org.semblance.metric.RetrievalReport;
import org.semblance.metric.SpectralDecay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures embeddings: every retrieval and clustering metric, exact, with the same bits for any
 * partitioning of the table.
 *
 * <p>Writes into the folder {@code out}: {@code per-class} and, where a category column is named,
 * {@code per-category} ({@link MetricTables}); {@code neighbors} ({@link
 * org.semblance.table.NeighborTable}) where neighbors are wanted; {@code metrics.json} ({@link
 * EvaluationResult}) last.
 *
 * @param embeddings a Parquet table
 */
public record EvaluateEmbeddings(
    SparkSession spark, EvaluateSettings settings, Path embeddings, Path out) {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateEmbeddings.class);
  // More tasks even out the load, but each starts with loose floors.
  private static final int TASKS_PER_SLOT = 2;
  private static final int LEAST_BLOCK_ROWS = 512;
  private static final int MOST_BLOCK_ROWS = 1 << 16;

  /**
   * Measures the table at {@code embeddings}.
   *
   * @throws org.semblance.fault.SemblanceException data, naming the row or column, if the table
   *     cannot be measured
   */
  public EvaluationResult execute() {
    EvaluationResult result = measure(EmbeddingReader.table(spark, embeddings));
    new MetricTables(spark).write(new Path(out, "metrics.json"), result);
    return result;
  }

  /** Measures {@code table}, writing all but {@code metrics.json}. */
  EvaluationResult measure(Dataset<Row> table) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ExecutorShape shape = ExecutorShape.of(context);
    Phases phases = new Phases(context);
    ReadEmbeddings read = phases.run("read", () -> ReadEmbeddings.of(table, settings));
    EvaluationSet set =
        phases.run(
            "sort",
            () ->
                EvaluationSet.of(
                    read.rows(), settings.similarity(), blockRows(read.rows().count(), shape)));
    boolean sampled = settings.sampling().applies(set.gallery().count(), set.queries().count());
    Side queries =
        sampled
            ? SampledQueries.of(set.queries(), settings.sampling().queries(), settings.seed())
            : set.queries();
    try (GalleryInMemory memory =
        phases.run("broadcast", () -> new GalleryInMemory(context, queries, set.gallery()))) {
      return new Measurement(phases, shape, read, set, queries, memory).run(sampled);
    }
  }

  private int blockRows(int rows, ExecutorShape shape) {
    if (settings.blockRows() > 0) {
      return settings.blockRows();
    }
    int tasks = TASKS_PER_SLOT * shape.tasks();
    int blocks = (int) Math.max(8, Math.ceil(Math.sqrt(8.0 * tasks)));
    return Math.max(LEAST_BLOCK_ROWS, Math.min(MOST_BLOCK_ROWS, rows / blocks));
  }

  /** One run over data that is in place. */
  private final class Measurement {
    private final Phases phases;
    private final ExecutorShape shape;
    private final ReadEmbeddings read;
    private final EvaluationSet set;
    private final Side queries;
    private final GalleryInMemory memory;
    private final int tasks;
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();

    Measurement(
        Phases phases,
        ExecutorShape shape,
        ReadEmbeddings read,
        EvaluationSet set,
        Side queries,
        GalleryInMemory memory) {
      this.phases = phases;
      this.shape = shape;
      this.read = read;
      this.set = set;
      this.queries = queries;
      this.memory = memory;
      this.tasks = TASKS_PER_SLOT * shape.tasks();
    }

    EvaluationResult run(boolean sampled) {
      define(sampled);
      QueryScores scores = phases.run("rank", this::rank);
      List<RetrievalMetric> names = settings.retrieval().metrics();
      List<ClassScores> classes = classScores(scores.classes());
      RetrievalReport report = RetrievalReport.of(names, classes, set.gallery().count());
      metrics.putAll(report.micro());
      float largest = largest();
      if (settings.clustering().enabled()) {
        phases.run("cluster", () -> cluster(report.classes().size(), largest));
      }
      if (settings.geometry()) {
        phases.run("geometry", () -> geometry(largest));
      }
      List<Confusion> confusions =
          settings.neighbors() == 0 ? List.of() : phases.run("neighbors", this::writeNeighbors);
      Map<String, Interval> intervals =
          phases.run("intervals", () -> intervals(names, classes, sampled));
      phases.run("tables", () -> writeTables(scores, names));
      return new EvaluationResult(
          metrics,
          report.macro(),
          intervals,
          categories(scores, names),
          counts(report),
          definitions,
          worst(scores),
          confusions,
          read.rejected(),
          phases.seconds());
    }

    private void define(boolean sampled) {
      definitions.put("similarity", lower(settings.similarity()));
      definitions.put("convention", lower(settings.convention()));
      definitions.put("ranking", lower(settings.ranking()));
      definitions.put(
          "protocol", set.isSelf() ? "every row against all others" : "queries against gallery");
      definitions.put(
          "ties", "score descending, then id ascending; a row is no neighbor of itself");
      definitions.put(
          "queries", sampled ? "a sample, against the whole gallery: see intervals" : "all");
      definitions.put("kernel", ScoreKernels.best().name());
    }

    private QueryScores rank() {
      MemoryPlan plan =
          MemoryPlan.of(queries, set.gallery(), shape.heapBytes(), shape.tasksPerExecutor());
      boolean symmetric = queries.isSame(set.gallery()) && plan.countsAllQueriesAtOnce();
      String way = symmetric ? "broadcast, each pair once" : "broadcast, by ranges of queries";
      definitions.put("plan", way + "; " + plan);
      LOG.info("ranking {} queries: {}", queries.count(), definitions.get("plan"));
      RankQueries ranking =
          new RankQueries(memory, settings.retrieval(), settings.worstQueries(), tasks);
      return symmetric
          ? ranking.amongThemselves(queries.starts())
          : ranking.oneSided(memory.ranges(plan.queriesAtOnce(largestClass()), tasks));
    }

    private long largestClass() {
      long largest = 1;
      for (LabeledRows block : set.gallery().blocks()) {
        for (int from = 0, end; from < block.count(); from = end) {
          end = block.classEnd(from);
          largest = Math.max(largest, end - from);
        }
      }
      return largest;
    }

    private float largest() {
      float largest = 0;
      for (LabeledRows block : queries.blocks()) {
        largest = Math.max(largest, KMeans.largest(block.rows()));
      }
      return largest;
    }

    private boolean cluster(int classes, float largest) {
      int wanted = settings.clustering().clusters();
      ClusterQueries.Outcome outcome =
          new ClusterQueries(memory, queries, settings.clustering(), tasks)
              .run(wanted == 0 ? classes : wanted, largest, settings.seed());
      definitions.put(
          "clustering",
          "k-means, %d clusters, %s start, %d iterations"
              .formatted(
                  outcome.clusters(),
                  lower(settings.clustering().initialization()),
                  outcome.iterations()));
      metrics.putAll(outcome.report().metrics());
      return true;
    }

    private boolean geometry(float largest) {
      MeasureSpace.Sums sums =
          memory
              .context()
              .parallelize(memory.queryBlocks(), tasks)
              .mapPartitions(new MeasureSpace(memory.queries(), largest, queries.count()))
              .reduce(MeasureSpace.Sums::merge);
      metrics.put("pi-intra", sums.spread().intra());
      metrics.put("pi-inter", sums.spread().inter());
      metrics.put("pi-ratio", sums.spread().ratio());
      metrics.put("rho", SpectralDecay.of(SpectralDecay.singularValues(sums.gram()), 0));
      return true;
    }

    private List<Confusion> writeNeighbors() {
      return new ExportNeighbors(spark, memory, set, settings)
          .run(queries, new Path(out, "neighbors"), tasks);
    }

    private Map<String, Interval> intervals(
        List<RetrievalMetric> names, List<ClassScores> classes, boolean sampled) {
      if (sampled) {
        return Intervals.ofSample(names, classes, set.queries().count());
      }
      return settings.bootstrapResamples() == 0
          ? Map.of()
          : Intervals.bootstrap(names, classes, settings.bootstrapResamples(), settings.seed());
    }

    private boolean writeTables(QueryScores scores, List<RetrievalMetric> names) {
      MetricTables tables = new MetricTables(spark);
      tables.write(new Path(out, "per-class"), "label", set.labels(), scores.classes(), names);
      if (!scores.categories().isEmpty()) {
        Path path = new Path(out, "per-category");
        tables.write(path, "category", set.categories(), scores.categories(), names);
      }
      return true;
    }

    private Map<String, Map<String, Double>> categories(
        QueryScores scores, List<RetrievalMetric> names) {
      Map<String, Map<String, Double>> categories = new LinkedHashMap<>();
      scores
          .categories()
          .forEach(
              (category, tally) -> {
                Map<String, Double> means = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                  means.put(names.get(i).name(), tally.mean(i));
                }
                categories.put(set.categories().name(category), means);
              });
      return categories;
    }

    private EvaluationCounts counts(RetrievalReport report) {
      return new EvaluationCounts(
          read.rows().count(),
          report.queries(),
          set.queries().count(),
          report.galleryRows(),
          report.queriesWithoutMatch(),
          report.classes().size(),
          set.gallery().dimension(),
          read.zeroVectors(),
          read.duplicates(),
          read.rejectedRows());
    }

    private List<WorstQuery> worst(QueryScores scores) {
      List<WorstQuery> worst = new ArrayList<>();
      for (WorstRow row : scores.worst()) {
        worst.add(
            new WorstQuery(
                queries.ids().get(row.row()),
                label(row.row()),
                row.relevant(),
                row.firstMatch(),
                row.averagePrecision()));
      }
      return worst;
    }

    private String label(int row) {
      int block = 0;
      while (queries.starts()[block + 1] <= row) {
        block++;
      }
      return set.labels()
          .name(queries.blocks().get(block).classes()[row - queries.starts()[block]]);
    }
  }

  private static List<ClassScores> classScores(SortedMap<Integer, MetricTally> tallies) {
    return tallies.entrySet().stream()
        .map(entry -> new ClassScores(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
