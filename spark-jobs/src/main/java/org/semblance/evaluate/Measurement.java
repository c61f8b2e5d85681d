package org.semblance.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.semblance.eval.cluster.ClusteringReport;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.eval.metric.ClassScores;
import org.semblance.eval.metric.MetricTally;
import org.semblance.eval.metric.RetrievalMetric;
import org.semblance.eval.metric.RetrievalReport;
import org.semblance.eval.search.Similarity;
import org.semblance.eval.search.SpectralDecay;
import org.semblance.eval.verification.VerificationReport;
import org.semblance.evaluate.blocks.EvaluationSet;
import org.semblance.evaluate.blocks.LargestComponent;
import org.semblance.evaluate.blocks.MeasureSpace;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.blocks.SideLayout;
import org.semblance.evaluate.cluster.ClusterQueries;
import org.semblance.evaluate.exact.ExactSearch;
import org.semblance.evaluate.exact.QueryScores;
import org.semblance.evaluate.exact.Search;
import org.semblance.evaluate.exact.WorstRow;
import org.semblance.evaluate.graph.GraphSearch;
import org.semblance.evaluate.memory.ExecutorShape;
import org.semblance.evaluate.read.TableCounts;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.SearchSettings;
import org.semblance.evaluate.verify.VerifyPairs;
import org.semblance.evaluate.write.Confusion;
import org.semblance.evaluate.write.ExportNeighbors;
import org.semblance.evaluate.write.MetricTables;
import org.semblance.evaluate.write.RocTable;
import org.semblance.evaluate.write.TableWriter;
import org.semblance.evaluate.write.WorstQuery;
import org.semblance.math.ScoreKernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run over data that is in place. */
final class Measurement {

  private static final Logger LOG = LoggerFactory.getLogger(Measurement.class);

  private final EvaluateSettings settings;
  private final Optional<TableWriter> out;
  private final Phases phases;
  private final ExecutorShape shape;
  private final TableCounts table;
  private final EvaluationSet set;
  private final Placement placement;
  private final SideLayout queries;
  private final int tasks;
  private final Map<String, String> definitions = new LinkedHashMap<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private final Map<String, String> meanings = new LinkedHashMap<>();

  Measurement(MeasureTable job, Phases phases, ExecutorShape shape, Placement placement) {
    this.settings = job.settings();
    this.out = job.out().map(folder -> new TableWriter(job.spark(), folder));
    this.phases = phases;
    this.shape = shape;
    this.placement = placement;
    this.set = placement.set();
    this.table = placement.table();
    this.queries = placement.layout();
    this.tasks = shape.tasksFor(queries.count());
  }

  EvaluationResult run() {
    try (Search search = search()) {
      return run(search);
    }
  }

  private EvaluationResult run(Search search) {
    define(search);
    QueryScores scores = phases.run("rank", search::rank);
    List<RetrievalMetric> names = settings.retrieval().metrics();
    List<ClassScores> classes = classScores(scores.classes());
    RetrievalReport report = RetrievalReport.of(names, classes, set.gallery().count());
    metrics.putAll(report.micro());
    names.forEach(metric -> meanings.put(metric.name(), metric.meaning()));
    metrics.putAll(phases.run("check", search::quality));
    meanings.putAll(search.meanings());
    float largest = largest();
    if (settings.clustering().enabled()) {
      phases.run("cluster", () -> cluster(report.classes().size(), largest));
    }
    if (settings.geometry()) {
      phases.run("geometry", () -> geometry(largest));
    }
    Map<String, Interval> intervals = new LinkedHashMap<>();
    if (settings.verification().enabled()) {
      intervals.putAll(phases.run("verify", this::verify));
    }
    List<Confusion> confusions =
        settings.neighbors() == 0 || out.isEmpty()
            ? List.of()
            : phases.run("neighbors", () -> writeNeighbors(search, out.get()));
    intervals.putAll(phases.run("intervals", () -> intervals(names, classes)));
    out.ifPresent(writer -> phases.run("tables", () -> writeTables(writer, scores, names)));
    return new EvaluationResult(
        metrics,
        report.macro(),
        intervals,
        categories(scores, names),
        counts(report),
        definitions,
        worst(scores),
        confusions,
        table.rejected(),
        phases.seconds(),
        meanings);
  }

  private void define(Search search) {
    definitions.put("similarity", lower(settings.similarity()));
    definitions.put("convention", lower(settings.convention()));
    definitions.put("ranking", lower(settings.ranking()));
    definitions.put(
        "protocol", set.isSelf() ? "every row against all others" : "queries against gallery");
    definitions.put("ties", "score descending, then id ascending; a row is no neighbor of itself");
    definitions.put(
        "queries",
        placement.isSampled() ? "a sample, against the whole gallery: see intervals" : "all");
    definitions.put("query-set", QuerySet.of(queries, set.labels()));
    definitions.put("kernel", ScoreKernels.best().name());
    definitions.putAll(search.definitions());
    LOG.info("ranking {} queries: {}", queries.count(), definitions);
  }

  private Search search() {
    return settings.search() instanceof SearchSettings.Hnsw graph
        ? new GraphSearch(placement, settings, graph, tasks)
        : new ExactSearch(placement, settings, shape);
  }

  /** A bound on the components: that of unit vectors, or looked up. */
  private float largest() {
    return settings.similarity() == Similarity.COSINE
        ? 1
        : placement
            .context()
            .parallelize(placement.queryBlocks(), tasks)
            .map(new LargestComponent(placement.queries()))
            .reduce(Math::max);
  }

  private boolean cluster(int classes, float largest) {
    int wanted = settings.clustering().clusters();
    ClusterQueries.Outcome outcome =
        new ClusterQueries(placement, settings.clustering(), tasks)
            .run(wanted == 0 ? classes : wanted, largest, settings.seed());
    definitions.put(
        "clustering",
        "k-means, %d clusters, %s start, %d iterations"
            .formatted(
                outcome.clusters(),
                lower(settings.clustering().initialization()),
                outcome.iterations()));
    metrics.putAll(outcome.report().metrics());
    meanings.putAll(ClusteringReport.MEANINGS);
    return true;
  }

  private boolean geometry(float largest) {
    MeasureSpace.Sums sums =
        placement
            .context()
            .parallelize(placement.queryBlocks(), tasks)
            .mapPartitions(new MeasureSpace(placement.queries(), largest, queries.count()))
            .reduce(MeasureSpace.Sums::merge);
    measured("pi-intra", sums.spread().intra(), "mean cosine distance within a class");
    measured("pi-inter", sums.spread().inter(), "mean cosine distance between class centers");
    measured(
        "pi-ratio", sums.spread().ratio(), "within over between: density of the embedding space");
    double[] spectrum = SpectralDecay.singularValues(sums.gram());
    measured(
        "rho",
        SpectralDecay.of(spectrum, 0),
        "spectral decay: lower means more directions are used");
    definitions.put(
        "unused-directions", "%d of %d".formatted(SpectralDecay.unused(spectrum), spectrum.length));
    return true;
  }

  private void measured(String name, double value, String meaning) {
    metrics.put(name, value);
    meanings.put(name, meaning);
  }

  private Map<String, Interval> verify() {
    VerificationReport report =
        new VerifyPairs(
                placement,
                settings.verification(),
                settings.similarity(),
                shape,
                settings.bootstrapResamples(),
                settings.seed())
            .run();
    report.metrics().forEach((name, value) -> measured(name, value, report.meaning(name)));
    definitions.put(
        "verification",
        "%,d matching pairs, %,d others, of %s"
            .formatted(
                report.curve().matchCount(),
                report.curve().otherCount(),
                settings.verification().queries() == 0
                    ? "all queries"
                    : "a sample of the queries"));
    out.ifPresent(
        writer ->
            new RocTable(placement.context(), writer, settings.similarity()).write(report.curve()));
    return report.intervals();
  }

  private List<Confusion> writeNeighbors(Search search, TableWriter writer) {
    return new ExportNeighbors(writer, placement, settings.similarity()).run(search.neighbors());
  }

  private Map<String, Interval> intervals(List<RetrievalMetric> names, List<ClassScores> classes) {
    if (placement.isSampled()) {
      return Intervals.ofSample(names, classes, set.queries().count());
    }
    return settings.bootstrapResamples() == 0
        ? Map.of()
        : Intervals.bootstrap(names, classes, settings.bootstrapResamples(), settings.seed());
  }

  private boolean writeTables(TableWriter writer, QueryScores scores, List<RetrievalMetric> names) {
    MetricTables tables = new MetricTables(placement.context(), writer);
    tables.write("per-class", "label", set.labels(), scores.classes(), names);
    if (!scores.categories().isEmpty()) {
      tables.write("per-category", "category", set.categories(), scores.categories(), names);
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
        table.rows(),
        report.queries(),
        set.queries().count(),
        report.galleryRows(),
        report.queriesWithoutMatch(),
        report.classes().size(),
        table.dimension(),
        table.zeroVectors(),
        table.duplicateVectors(),
        table.rejectedRows());
  }

  private List<WorstQuery> worst(QueryScores scores) {
    List<WorstQuery> worst = new ArrayList<>();
    for (WorstRow row : scores.worst()) {
      worst.add(
          new WorstQuery(
              queries.ids().get(row.row()),
              set.labels().name(queries.classes()[row.row()]),
              row.relevant(),
              row.firstMatch(),
              row.averagePrecision()));
    }
    return worst;
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
