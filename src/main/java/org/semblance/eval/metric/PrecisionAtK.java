package org.semblance.eval.metric;

import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

/**
 * Matches among the first K neighbors, divided by how many there could be: min(K, R), K cut to the
 * length of the list.
 *
 * <p>Example: R = 3, matches at ranks 2 and 3: precision@2 = 1/2, precision@5 = 2/3. NaN where R =
 * 0 and something was retrieved. Source: open-metric-learning, {@code calc_precision}.
 */
@Summary("Matches among the first K neighbors, of as many as there could be.")
public record PrecisionAtK(
    @Setting(value = "How many neighbors count.", byDefault = "1", atLeast = 1) int k)
    implements RetrievalMetric {

  public PrecisionAtK {
    Settings.check(PrecisionAtK.class, k);
  }

  @Override
  public String name() {
    return "precision@" + k;
  }

  @Override
  public String meaning() {
    return "share of matches among the first " + k + ", of as many as there could be";
  }

  @Override
  public RankLimits limits() {
    return new RankLimits(k, k);
  }

  @Override
  public double of(RankedMatches query) {
    if (query.retrieved() == 0) {
      return query.relevant() == 0 ? 1 : 0;
    }
    long depth = Math.min(k, query.retrieved());
    return (double) query.within(depth) / Math.min(depth, query.relevant());
  }
}
