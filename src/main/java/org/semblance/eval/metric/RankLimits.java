package org.semblance.eval.metric;

import java.io.Serializable;

/**
 * Ranks beyond which a match no longer matters, so that its counting may stop.
 *
 * @param first for the nearest match of a query
 * @param every for all its matches; at least R + 1 is kept whatever this says
 */
public record RankLimits(int first, int every) implements Serializable {

  /** No limit, with room for adding a count to it. */
  public static final int NONE = Integer.MAX_VALUE / 2;

  /** What {@code options} needs to be exact. */
  public static RankLimits of(RetrievalOptions options) {
    RankLimits limits =
        switch (options.ranking()) {
          case TOP -> new RankLimits(0, 0);
          case FIRST -> new RankLimits(NONE, 0);
          case FULL -> new RankLimits(NONE, NONE);
        };
    for (RetrievalMetric metric : options.metrics()) {
      limits = limits.or(metric.limits());
    }
    return limits;
  }

  /** Enough for either. */
  RankLimits or(RankLimits other) {
    return new RankLimits(Math.max(first, other.first), Math.max(every, other.every));
  }

  /** The limit for the {@code alive}-th match of a query with {@code relevant} matches. */
  int of(int alive, int relevant) {
    int limit = Math.max(every, relevant + 1);
    return alive == 1 ? Math.max(first, limit) : limit;
  }
}
