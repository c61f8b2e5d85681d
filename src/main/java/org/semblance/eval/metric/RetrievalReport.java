package org.semblance.eval.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Retrieval metrics over all queries.
 *
 * @param micro mean over queries, by metric name, in the order of a report; NaN over no query
 * @param macro mean over classes of the mean over the queries of the class
 * @param classes the classes that have queries
 * @param queries rows searched for
 * @param queriesWithoutMatch of those, the ones whose class has no other row in the gallery
 * @param galleryRows rows searched in
 */
public record RetrievalReport(
    Map<String, Double> micro,
    Map<String, Double> macro,
    List<ClassScores> classes,
    long queries,
    long queriesWithoutMatch,
    long galleryRows) {

  /** Joins the tallies of classes; their order changes no mean. */
  public static RetrievalReport of(
      List<RetrievalMetric> metrics, List<ClassScores> classes, long galleryRows) {
    Map<String, Double> micro = new LinkedHashMap<>();
    Map<String, Double> macro = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      micro.put(metrics.get(i).name(), microMean(classes, i));
      macro.put(metrics.get(i).name(), macroMean(classes, i));
    }
    return new RetrievalReport(
        micro,
        macro,
        List.copyOf(classes),
        classes.stream().mapToLong(scores -> scores.tally().queries()).sum(),
        classes.stream().mapToLong(scores -> scores.tally().withoutMatch()).sum(),
        galleryRows);
  }

  private static double microMean(List<ClassScores> classes, int metric) {
    FixedPointSum sum = new FixedPointSum();
    long count = 0;
    for (ClassScores scores : classes) {
      sum.add(scores.tally().fixedPointSum(metric));
      count += scores.tally().count(metric);
    }
    return sum.value() / count;
  }

  private static double macroMean(List<ClassScores> classes, int metric) {
    FixedPointSum sum = new FixedPointSum();
    long count = 0;
    for (ClassScores scores : classes) {
      if (scores.tally().count(metric) > 0) {
        sum.add(FixedPointSum.of(scores.tally().mean(metric)));
        count++;
      }
    }
    return sum.value() / count;
  }

  /** Micro recall@k; {@code k} must be among the cut-offs asked for. */
  public double recallAt(int k) {
    return metric("recall@" + k);
  }

  /** Micro MAP@R. */
  public double mapAtR() {
    return metric("map@r");
  }

  /** Micro mean of the metric called {@code name}. */
  public double metric(String name) {
    Double value = micro.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "metric must be one of " + micro.keySet() + ", got " + name);
    }
    return value;
  }
}
