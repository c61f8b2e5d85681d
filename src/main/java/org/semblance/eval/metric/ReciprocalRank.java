package org.semblance.eval.metric;

import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

/**
 * 1 / rank of the first match, 0 if it is deeper than {@code depth} or there is none; its mean is
 * MRR.
 *
 * <p>Example: matches at ranks 4 and 6 give 1/4.
 *
 * @param depth {@link RankLimits#NONE}, or 0, for the whole gallery
 */
@Summary("One over the rank of the nearest match.")
public record ReciprocalRank(
    @Setting(
            value = "Ranks beyond which a match counts as none; 0 for the whole gallery.",
            byDefault = "0",
            atLeast = 0)
        int depth)
    implements RetrievalMetric {

  public ReciprocalRank {
    Settings.check(ReciprocalRank.class, depth);
    depth = depth == 0 ? RankLimits.NONE : depth;
  }

  @Override
  public String name() {
    return depth == RankLimits.NONE ? "mrr" : "mrr@" + depth;
  }

  @Override
  public String meaning() {
    return "one over the rank of the nearest match"
        + (depth == RankLimits.NONE ? "" : ", 0 if it is not among the first " + depth);
  }

  @Override
  public RankLimits limits() {
    return new RankLimits(depth, 0);
  }

  @Override
  public double of(RankedMatches query) {
    return query.within(depth) == 0 ? 0 : 1.0 / query.ranks()[0];
  }
}
