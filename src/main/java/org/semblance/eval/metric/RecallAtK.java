package org.semblance.eval.metric;

import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

/**
 * 1 if any of the first K neighbors is a match, else 0; also called CMC@K. At K = 1 this is
 * precision@1.
 *
 * <p>Example: matches at ranks 2 and 5 give recall@1 = 0, recall@2 = recall@5 = 1. Source: Song et
 * al., 2016, section 5; a query without any match has 0.
 */
@Summary("Recall@K: whether any of the first K neighbors is a match.")
public record RecallAtK(
    @Setting(value = "How many neighbors count.", byDefault = "1", atLeast = 1) int k)
    implements RetrievalMetric {

  public RecallAtK {
    Settings.check(RecallAtK.class, k);
  }

  @Override
  public String name() {
    return "recall@" + k;
  }

  @Override
  public String meaning() {
    return "share of queries with a match among the first " + k;
  }

  @Override
  public RankLimits limits() {
    return new RankLimits(k, 0);
  }

  @Override
  public double of(RankedMatches query) {
    if (query.retrieved() == 0) {
      return query.relevant() == 0 ? 1 : 0;
    }
    return query.within(k) > 0 ? 1 : 0;
  }
}
