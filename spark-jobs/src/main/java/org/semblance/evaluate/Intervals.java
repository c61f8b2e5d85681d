package org.semblance.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.eval.metric.Bootstrap;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.eval.metric.ClassScores;
import org.semblance.eval.metric.RetrievalMetric;

/** 95 % confidence for the means over queries. */
final class Intervals {

  private static final double NORMAL_QUANTILE = 1.959964;

  private Intervals() {}

  /** For all queries: had other classes been in the table. */
  static Map<String, Interval> bootstrap(
      List<RetrievalMetric> metrics, List<ClassScores> classes, int resamples, long seed) {
    List<Interval> found = new Bootstrap(resamples, seed).intervals(classes, metrics.size());
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      intervals.put(metrics.get(i).name(), found.get(i));
    }
    return intervals;
  }

  /** For a sample drawn from {@code population} queries: what all of them would have given. */
  static Map<String, Interval> ofSample(
      List<RetrievalMetric> metrics, List<ClassScores> classes, long population) {
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      double sum = 0;
      double squares = 0;
      double count = 0;
      for (ClassScores scores : classes) {
        sum += scores.tally().sum(i);
        squares += scores.tally().sumOfSquares(i);
        count += scores.tally().count(i);
      }
      double mean = sum / count;
      double variance = Math.max(0, squares / count - mean * mean);
      double unseen = Math.max(0, 1 - count / population);
      double half = NORMAL_QUANTILE * Math.sqrt(variance / count * unseen);
      intervals.put(
          metrics.get(i).name(), new Interval(Math.max(0, mean - half), Math.min(1, mean + half)));
    }
    return intervals;
  }
}
