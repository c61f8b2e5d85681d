package org.semblance.ml;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semblance.eval.metric.Ranking;
import org.semblance.fault.SemblanceException;

/**
 * The metric that models are compared by, and what has to be measured for it.
 *
 * @param name as in a report
 */
record ChosenMetric(String name) {

  private static final Pattern RECALL = Pattern.compile("recall@([1-9]\\d{0,8})");
  private static final List<String> RANKED = List.of("map@r", "r-precision", "mrr");
  private static final List<String> CLUSTERED = List.of("nmi", "ami", "ari", "f1");

  ChosenMetric {
    if (!RECALL.matcher(name).matches() && !RANKED.contains(name) && !CLUSTERED.contains(name)) {
      throw SemblanceException.usage(
          "metric must be recall@K, %s or %s, got %s"
              .formatted(String.join(", ", RANKED), String.join(", ", CLUSTERED), name));
    }
  }

  Ranking ranking() {
    return name.equals("mrr") ? Ranking.FIRST : Ranking.TOP;
  }

  /** K of recall@K; 1 for the other metrics, which need none. */
  int recallAt() {
    Matcher recall = RECALL.matcher(name);
    return recall.matches() ? Integer.parseInt(recall.group(1)) : 1;
  }

  boolean isOfClusters() {
    return CLUSTERED.contains(name);
  }
}
