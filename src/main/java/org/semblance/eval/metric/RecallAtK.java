package org.semblance.eval.metric;

/**
 * 1 if any of the first K neighbors is a match, else 0; also called CMC@K. At K = 1 this is
 * precision@1.
 *
 * <p>Example: matches at ranks 2 and 5 give recall@1 = 0, recall@2 = recall@5 = 1. Source: Song et
 * al., 2016, section 5; a query without any match has 0.
 */
public record RecallAtK(int k) implements RetrievalMetric {

  @Override
  public String name() {
    return "recall@" + k;
  }

  @Override
  public double of(RankedMatches query) {
    if (query.retrieved() == 0) {
      return query.relevant() == 0 ? 1 : 0;
    }
    return query.within(k) > 0 ? 1 : 0;
  }
}
