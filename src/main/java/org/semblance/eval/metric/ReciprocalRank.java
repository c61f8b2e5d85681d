package org.semblance.eval.metric;

/**
 * 1 / rank of the first match, 0 if it is deeper than {@code depth} or there is none; its mean is
 * MRR.
 *
 * <p>Example: matches at ranks 4 and 6 give 1/4.
 *
 * @param depth {@link RankLimits#NONE} for the whole gallery
 */
public record ReciprocalRank(int depth) implements RetrievalMetric {

  @Override
  public String name() {
    return depth == RankLimits.NONE ? "mrr" : "mrr@" + depth;
  }

  @Override
  public double of(RankedMatches query) {
    return query.within(depth) == 0 ? 0 : 1.0 / query.ranks()[0];
  }
}
