package org.semblance.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.semblance.jobs.evaluate.EvaluationCounts;
import org.semblance.jobs.evaluate.EvaluationResult;
import org.semblance.jobs.report.ReportData.ClassScore;
import org.semblance.jobs.report.ReportData.Confusion;
import org.semblance.jobs.report.ReportData.Count;
import org.semblance.jobs.report.ReportData.Metric;
import org.semblance.jobs.report.ReportData.Plot;
import org.semblance.jobs.report.ReportData.Series;
import org.semblance.metric.Bootstrap.Interval;

/**
 * The figures of an evaluation in the form of the page.
 *
 * @param rows at most this many rows in the tables of classes and confusions
 */
record EvaluationTables(EvaluationResult result, int rows) {

  private static final String RECALL = "recall@";
  private static final String RECALL_AT_1 = "recall@1";
  private static final String MAP_AT_R = "map@r";

  String summary() {
    EvaluationCounts counts = result.counts();
    return String.format(
        Locale.ROOT,
        "%,d queries of %,d classes against %,d images, %d dimensions",
        counts.queries(),
        counts.classes(),
        counts.galleryRows(),
        counts.dimension());
  }

  List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    result
        .metrics()
        .forEach(
            (name, value) -> {
              Interval interval = result.intervals().get(name);
              metrics.add(
                  new Metric(
                      name,
                      defined(value),
                      interval == null ? null : defined(interval.low()),
                      interval == null ? null : defined(interval.high()),
                      defined(result.macro().get(name)),
                      MetricMeaning.of(name)));
            });
    return metrics;
  }

  /** How the numbers are to be read, one line. */
  String conventions() {
    return result.definitions().entrySet().stream()
        .map(definition -> definition.getKey() + ": " + definition.getValue())
        .collect(Collectors.joining(" · "));
  }

  List<Count> counts() {
    EvaluationCounts counts = result.counts();
    return List.of(
        count("queries", counts.queries()),
        count("queries without a match, left out of every mean", counts.queriesWithoutMatch()),
        count("images searched in", counts.galleryRows()),
        count("classes", counts.classes()),
        count("vectors without direction", counts.zeroVectors()),
        count("vectors that are also another image's", counts.duplicateVectors()),
        count("rows rejected", counts.rejectedRows()));
  }

  Plot recallCurve() {
    List<double[]> points = new ArrayList<>();
    for (Map.Entry<String, Double> metric : result.metrics().entrySet()) {
      if (metric.getKey().startsWith(RECALL)) {
        double k = Double.parseDouble(metric.getKey().substring(RECALL.length()));
        points.add(new double[] {k, metric.getValue()});
      }
    }
    return new Plot(
        "Recall@K", "neighbours looked at (K)", true, List.of(new Series("recall@K", points)));
  }

  List<ClassScore> hardestClasses(Dataset<Row> perClass) {
    return perClass
        .where(not(col("`" + MAP_AT_R + "`").isNaN()))
        .orderBy(col("`" + MAP_AT_R + "`"), col("label"))
        .limit(rows)
        .collectAsList()
        .stream()
        .map(
            row ->
                new ClassScore(
                    row.getAs("label"),
                    row.<Long>getAs("queries"),
                    List.of(row.schema().fieldNames()).contains(RECALL_AT_1)
                        ? defined(row.getAs(RECALL_AT_1))
                        : null,
                    defined(row.getAs(MAP_AT_R))))
        .toList();
  }

  List<Confusion> confusions() {
    return result.confusions().stream()
        .limit(rows)
        .map(
            confusion ->
                new Confusion(confusion.label(), confusion.nearestLabel(), confusion.queries()))
        .toList();
  }

  private static Count count(String name, long value) {
    return new Count(name, String.format(Locale.ROOT, "%,d", value));
  }

  /** NaN and infinity have no place in JSON: such a number is left empty. */
  private static @Nullable Double defined(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
