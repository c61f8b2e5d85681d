package org.semblance.eval.metric;

import java.io.Serializable;
import java.util.function.ToLongFunction;

/**
 * {@code (1 / D) · Σ j / rank_j} over the matches j = 1, 2, … whose rank is within a depth; depth
 * and divisor D are what the projects differ in.
 *
 * <p>Example: R = 3, matches at ranks 1, 3, 7. MAP@R looks at 3 ranks: (1/1 + 2/3) / 3 = 0.556. The
 * full MAP: (1/1 + 2/3 + 3/7) / 3 = 0.698. MAP@5 divided by hits: (1/1 + 2/3) / 2 = 0.833. A query
 * without any match has 0.
 *
 * <p>Sources: MAP@R: Musgrave et al., 2020, equation 2; division by hits: open-metric-learning,
 * {@code calc_map}; by the class size: Roth et al., 2020, {@code mAP_c}, {@code mAP_lim}.
 */
public record AveragePrecision(String name, Depth depth, Depth divisor) implements RetrievalMetric {

  /** A number of ranks that may depend on the query. */
  public interface Depth extends ToLongFunction<RankedMatches>, Serializable {}

  /** First R ranks, divided by R. */
  public static AveragePrecision atR() {
    return new AveragePrecision("map@r", RankedMatches::relevant, RankedMatches::relevant);
  }

  /** All ranks, divided by R. */
  public static AveragePrecision full() {
    return new AveragePrecision("map", RankedMatches::retrieved, RankedMatches::relevant);
  }

  /** First K ranks, divided by the matches among them. */
  public static AveragePrecision atKByHits(int k) {
    return new AveragePrecision("map@" + k, query -> k, query -> query.within(k));
  }

  /** First R + 1 ranks, divided by R + 1: a perfect ranking has R / (R + 1). */
  public static AveragePrecision atClassSize() {
    Depth classSize = query -> query.relevant() + 1L;
    return new AveragePrecision("map@c", classSize, classSize);
  }

  /** All ranks, divided by R + 1. */
  public static AveragePrecision fullByClassSize() {
    return new AveragePrecision("map", RankedMatches::retrieved, query -> query.relevant() + 1L);
  }

  @Override
  public double of(RankedMatches query) {
    if (query.retrieved() == 0) {
      return query.relevant() == 0 ? 1 : 0;
    }
    int hits = query.within(depth.applyAsLong(query));
    double sum = 0;
    for (int j = 1; j <= hits; j++) {
      sum += (double) j / query.ranks()[j - 1];
    }
    return hits == 0 ? 0 : sum / divisor.applyAsLong(query);
  }
}
