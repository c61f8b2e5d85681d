package org.semblance.eval.metric;

import org.semblance.config.Summary;

/**
 * Matches among the first R neighbors, divided by R, or by the length of the list where that is
 * shorter.
 *
 * <p>Example: R = 3, matches at ranks 1, 3 and 7 give 2/3. A query without any match has 0. Source:
 * Musgrave et al., 2020, section 4.3.
 */
@Summary("Share of matches among the first R neighbors.")
public record RPrecision() implements RetrievalMetric {

  @Override
  public String name() {
    return "r-precision";
  }

  @Override
  public String meaning() {
    return "share of matches among the first R neighbors, R = all matches";
  }

  @Override
  public RankLimits limits() {
    return new RankLimits(0, 0);
  }

  @Override
  public double of(RankedMatches query) {
    int relevant = query.relevant();
    return relevant == 0
        ? 0
        : (double) query.within(relevant) / Math.min(relevant, query.retrieved());
  }
}
