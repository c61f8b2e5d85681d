package org.semblance.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.evaluate.read.BadRow;
import org.semblance.evaluate.write.Confusion;
import org.semblance.evaluate.write.WorstQuery;

/**
 * What an evaluation found; also the form of {@code metrics.json} ({@link MetricsFile}), maps
 * keeping their order. A number that is undefined is NaN, {@code "NaN"} in JSON.
 *
 * @param metrics mean over queries of {@code recall@1}, {@code map@r}, {@code r-precision}, {@code
 *     mrr} …; of the clustering {@code nmi}, {@code nmi-geometric}, {@code ami}, {@code ari},
 *     {@code f1}; of the space {@code pi-intra}, {@code pi-inter}, {@code pi-ratio}, {@code rho}
 * @param macro mean over classes of the mean over the queries of the class; retrieval metrics only
 * @param intervals 95 % confidence for {@code metrics}: over classes drawn again (bootstrap), or,
 *     for sampled queries, for the mean over all queries
 * @param categories metrics by category, where a category column is named
 * @param definitions how the numbers are to be read: similarity, convention, ranking, clusters,
 *     iterations, sampling, kernel, plan, directions that no row uses
 * @param worstQueries worst first
 * @param confusions most frequent first; only where neighbors were written
 * @param rejected some of the rows left out
 * @param seconds wall time by phase
 * @param meanings of {@code metrics}, one line each; null in files written before there were any
 */
public record EvaluationResult(
    Map<String, Double> metrics,
    Map<String, Double> macro,
    Map<String, Interval> intervals,
    Map<String, Map<String, Double>> categories,
    EvaluationCounts counts,
    Map<String, String> definitions,
    List<WorstQuery> worstQueries,
    List<Confusion> confusions,
    List<BadRow> rejected,
    Map<String, Double> seconds,
    @Nullable Map<String, String> meanings) {

  /** What {@code metric} says; empty if nobody said. */
  public String meaning(String metric) {
    return meanings == null ? "" : meanings.getOrDefault(metric, "");
  }

  /** The same with one more definition. */
  EvaluationResult defined(String name, String text) {
    Map<String, String> more = new LinkedHashMap<>(definitions);
    more.put(name, text);
    return new EvaluationResult(
        metrics,
        macro,
        intervals,
        categories,
        counts,
        more,
        worstQueries,
        confusions,
        rejected,
        seconds,
        meanings);
  }
}
