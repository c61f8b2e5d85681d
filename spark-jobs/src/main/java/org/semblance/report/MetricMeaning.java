package org.semblance.report;

import java.util.Locale;
import java.util.Map;

/** What each metric says, in one line for people who meet it for the first time. */
final class MetricMeaning {

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry(
              "map@r", "precision averaged over the matches among the first R, R = all matches"),
          Map.entry("r-precision", "share of matches among the first R neighbors"),
          Map.entry("map", "average precision over the whole gallery"),
          Map.entry("mrr", "one over the rank of the nearest match"),
          Map.entry("nmi", "agreement of k-means clusters with classes (arithmetic mean)"),
          Map.entry("nmi-geometric", "the same with the geometric mean"),
          Map.entry("ami", "agreement of clusters with classes, corrected for chance"),
          Map.entry("ari", "agreement of pairs of images, corrected for chance"),
          Map.entry("f1", "pairs of one class found in one cluster: precision and recall"),
          Map.entry("pi-intra", "mean cosine distance within a class"),
          Map.entry("pi-inter", "mean cosine distance between class centers"),
          Map.entry("pi-ratio", "within over between: density of the embedding space"),
          Map.entry("rho", "spectral decay: lower means more directions are used"));

  private MetricMeaning() {}

  /** Empty for an unknown metric. */
  static String of(String metric) {
    if (metric.startsWith("recall@")) {
      return "share of queries with a match among the first " + cutOff(metric);
    }
    if (metric.startsWith("search-recall@")) {
      return "share of the %s nearest that the approximate search has found"
          .formatted(cutOff(metric).toUpperCase(Locale.ROOT));
    }
    if (metric.startsWith("precision@")) {
      return "share of matches among the first " + cutOff(metric);
    }
    return MEANINGS.getOrDefault(metric, "");
  }

  private static String cutOff(String metric) {
    return metric.substring(metric.indexOf('@') + 1);
  }
}
