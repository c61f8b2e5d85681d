package org.semblance.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.evaluate.EvaluationCounts;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.report.ReportData.Confusion;
import org.semblance.report.ReportData.Count;
import org.semblance.report.ReportData.GroupScores;
import org.semblance.report.ReportData.HardQuery;
import org.semblance.report.ReportData.Metric;
import org.semblance.report.ReportData.Plot;
import org.semblance.report.ReportData.Series;

/**
 * The figures of an evaluation in the form of the page.
 *
 * @param rows at most this many rows in the tables of classes, categories, queries, confusions
 */
record EvaluationTables(EvaluationResult result, int rows) {

  private static final String RECALL = "recall@";
  private static final String MAP_AT_R = "map@r";

  String summary() {
    EvaluationCounts counts = result.counts();
    return String.format(
        Locale.ROOT,
        "%s of %,d classes against %,d images, %d dimensions",
        queries(),
        counts.classes(),
        counts.galleryRows(),
        counts.dimension());
  }

  /** How many were searched for, and how many there are where that is a sample. */
  private String queries() {
    EvaluationCounts counts = result.counts();
    return counts.queries() == counts.allQueries()
        ? String.format(Locale.ROOT, "%,d queries", counts.queries())
        : String.format(
            Locale.ROOT, "%,d of %,d queries (a sample)", counts.queries(), counts.allQueries());
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
                      result.meaning(name)));
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
        count("rows evaluated", counts.rows()),
        count("queries", counts.allQueries()),
        count("queries evaluated", counts.queries()),
        count("queries without a match, left out of every mean", counts.queriesWithoutMatch()),
        count("gallery rows", counts.galleryRows()),
        count("classes with queries", counts.classes()),
        count("dimensions", counts.dimension()),
        count("zero vectors", counts.zeroVectors()),
        count("duplicate vectors", counts.duplicateVectors()),
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
        "Recall@K", "K, nearest neighbors", true, List.of(new Series("recall@K", points)));
  }

  /**
   * Those with the lowest MAP@R first.
   *
   * @param groups a table by class or by category
   */
  List<GroupScores> hardest(Dataset<Row> groups) {
    Column score = col("`" + MAP_AT_R + "`");
    return groups
        .where(not(score.isNaN()))
        .orderBy(score, col(groups.columns()[0]))
        .limit(rows)
        .collectAsList()
        .stream()
        .map(this::scores)
        .toList();
  }

  private GroupScores scores(Row row) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String metric : result.macro().keySet()) {
      double value = row.<Double>getAs(metric);
      if (Double.isFinite(value)) {
        metrics.put(metric, value);
      }
    }
    return new GroupScores(row.getString(0), row.<Long>getAs("queries"), metrics);
  }

  List<HardQuery> worst() {
    return result.worstQueries().stream()
        .limit(rows)
        .map(
            query ->
                new HardQuery(
                    query.id().toString(),
                    query.label(),
                    query.relevant(),
                    query.firstMatch(),
                    query.averagePrecisionAtR()))
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
