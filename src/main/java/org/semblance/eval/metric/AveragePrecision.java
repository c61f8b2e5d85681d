package org.semblance.eval.metric;

import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

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
 *
 * @param k of {@link Depth#K}
 */
@Summary("Precision averaged over the matches.")
public record AveragePrecision(
    @Setting(value = "How many neighbors count.", byDefault = "r") Depth depth,
    @Setting(value = "What the sum over the matches is divided by.", byDefault = "r")
        Divisor divisor,
    @Setting(value = "Of depth k.", byDefault = "1", atLeast = 1) int k)
    implements RetrievalMetric {

  public AveragePrecision {
    Settings.check(AveragePrecision.class, depth, divisor, k);
  }

  /** How many ranks count. */
  public enum Depth {
    /** R, the matches in the gallery. */
    R,
    /** R + 1, the size of the class. */
    CLASS_SIZE,
    /** A given number. */
    K,
    /** The whole gallery. */
    ALL
  }

  /** What the sum is divided by. */
  public enum Divisor {
    /** R, the matches in the gallery. */
    R,
    /** R + 1, the size of the class: a perfect ranking has R / (R + 1). */
    CLASS_SIZE,
    /** The matches within the depth. */
    HITS
  }

  /** First R ranks, divided by R. */
  public static AveragePrecision atR() {
    return new AveragePrecision(Depth.R, Divisor.R, 1);
  }

  /** All ranks, divided by R. */
  public static AveragePrecision full() {
    return new AveragePrecision(Depth.ALL, Divisor.R, 1);
  }

  /** First K ranks, divided by the matches among them. */
  public static AveragePrecision atKByHits(int k) {
    return new AveragePrecision(Depth.K, Divisor.HITS, k);
  }

  /** First R + 1 ranks, divided by R + 1: a perfect ranking has R / (R + 1). */
  public static AveragePrecision atClassSize() {
    return new AveragePrecision(Depth.CLASS_SIZE, Divisor.CLASS_SIZE, 1);
  }

  /** All ranks, divided by R + 1. */
  public static AveragePrecision fullByClassSize() {
    return new AveragePrecision(Depth.ALL, Divisor.CLASS_SIZE, 1);
  }

  @Override
  public String name() {
    return switch (depth) {
      case R -> "map@r";
      case CLASS_SIZE -> "map@c";
      case K -> "map@" + k;
      case ALL -> "map";
    };
  }

  @Override
  public String meaning() {
    String where =
        switch (depth) {
          case R -> "among the first R, R = all matches";
          case CLASS_SIZE -> "among the first C, C = the size of the class with the query";
          case K -> "among the first " + k;
          case ALL -> "in the whole gallery";
        };
    String over =
        switch (divisor) {
          case R -> "";
          case CLASS_SIZE -> ", divided by the size of the class with the query";
          case HITS -> ", divided by how many these are";
        };
    return "precision averaged over the matches " + where + over;
  }

  @Override
  public RankLimits limits() {
    return switch (depth) {
      case R, CLASS_SIZE -> new RankLimits(0, 0);
      case K -> new RankLimits(k, k);
      case ALL -> new RankLimits(RankLimits.NONE, RankLimits.NONE);
    };
  }

  @Override
  public double of(RankedMatches query) {
    if (query.retrieved() == 0) {
      return query.relevant() == 0 ? 1 : 0;
    }
    int hits = query.within(ranks(query));
    double sum = 0;
    for (int j = 1; j <= hits; j++) {
      sum += (double) j / query.ranks()[j - 1];
    }
    return hits == 0 ? 0 : sum / matches(query, hits);
  }

  private long ranks(RankedMatches query) {
    return switch (depth) {
      case R -> query.relevant();
      case CLASS_SIZE -> query.relevant() + 1L;
      case K -> k;
      case ALL -> query.retrieved();
    };
  }

  private long matches(RankedMatches query, int hits) {
    return switch (divisor) {
      case R -> query.relevant();
      case CLASS_SIZE -> query.relevant() + 1L;
      case HITS -> hits;
    };
  }
}
