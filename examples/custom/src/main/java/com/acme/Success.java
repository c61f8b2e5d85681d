package com.acme;

import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.eval.metric.RankLimits;
import org.semblance.eval.metric.RankedMatches;
import org.semblance.eval.metric.RetrievalMetric;

/**
 * 1 if the first {@code k} neighbors hold at least {@code least} matches, or all there are.
 *
 * <p>Example: matches at ranks 1, 3 and 7: success 2@5 is 1, success 3@5 is 0.
 */
@Summary("Whether the first K neighbors hold enough matches.")
public record Success(
    @Setting(value = "Matches that are enough.", byDefault = "2", atLeast = 1) int least,
    @Setting(value = "Neighbors looked at.", byDefault = "5", atLeast = 1) int k)
    implements RetrievalMetric {

  public Success {
    Settings.check(Success.class, least, k);
  }

  @Override
  public String name() {
    return "success-%d@%d".formatted(least, k);
  }

  @Override
  public String meaning() {
    return "share of queries with %d matches, or all there are, among the first %d"
        .formatted(least, k);
  }

  @Override
  public RankLimits limits() {
    return new RankLimits(k, k);
  }

  @Override
  public double of(RankedMatches query) {
    return query.within(k) >= Math.min(least, query.relevant()) ? 1 : 0;
  }
}
