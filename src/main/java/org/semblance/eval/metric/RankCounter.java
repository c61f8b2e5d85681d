package org.semblance.eval.metric;

import org.semblance.math.RankKey;

/**
 * Counts negatives into the gaps between the matches of each query of a block.
 *
 * <p>A match ranks at its place among the matches plus the negatives above it. Once that exceeds
 * the limit it can only sink further, so it is given up and the floor under which negatives are
 * skipped rises to the next match.
 */
public final class RankCounter {

  private final Positives positives;
  private final RankLimits limits;
  private final int[] alive;
  private final int[] counted;
  private final int[] bins;
  private final float[] floors;

  public RankCounter(Positives positives, RankLimits limits) {
    this.positives = positives;
    this.limits = limits;
    this.alive = new int[positives.count()];
    this.counted = new int[positives.count()];
    this.bins = new int[positives.keys().length];
    this.floors = new float[positives.count()];
    for (int row = 0; row < alive.length; row++) {
      alive[row] = positives.relevant(row);
      giveUpTooDeep(row);
    }
  }

  /** Goes on from {@code earlier} counts, whose bins then are part of {@link #counts}. */
  public RankCounter(Positives positives, RankLimits limits, MatchCounts earlier) {
    this(positives, limits);
    System.arraycopy(earlier.bins(), 0, bins, 0, bins.length);
    for (int row = 0; row < alive.length; row++) {
      alive[row] = earlier.alive()[row];
      int from = positives.offsets()[row];
      for (int j = from; j < from + alive[row]; j++) {
        counted[row] += bins[j];
      }
      giveUpTooDeep(row);
    }
  }

  /** Scores below the floor of their query change nothing; {@code +∞} where nothing can. */
  float[] floors() {
    return floors;
  }

  /** Counts one negative of query {@code row}. */
  void count(int row, float score, int tie) {
    long key = RankKey.of(score, tie);
    int from = positives.offsets()[row];
    int last = alive[row] - 1;
    if (last < 0 || key < positives.keys()[from + last]) {
      return;
    }
    bins[from + placeOf(key, from, last)]++;
    counted[row]++;
    giveUpTooDeep(row);
  }

  /** The first of the matches up to {@code last} that ranks below {@code key}. */
  private int placeOf(long key, int from, int last) {
    long[] keys = positives.keys();
    int base = from;
    int length = last + 1;
    while (length > 1) {
      int half = length >>> 1;
      base = keys[base + half - 1] > key ? base + half : base;
      length -= half;
    }
    return base - from;
  }

  private void giveUpTooDeep(int row) {
    int from = positives.offsets()[row];
    int relevant = positives.relevant(row);
    int left = alive[row];
    while (left > 0 && left + counted[row] > limits.of(left, relevant)) {
      left--;
      counted[row] -= bins[from + left];
    }
    alive[row] = left;
    floors[row] =
        left == 0 ? Float.POSITIVE_INFINITY : RankKey.score(positives.keys()[from + left - 1]);
  }

  /** The counts so far; arrays are shared with this counter. */
  public MatchCounts counts() {
    return new MatchCounts(positives.offsets(), alive, bins);
  }
}
