package org.semblance.math;

import java.util.Arrays;

/**
 * A score and the rank of an id packed into one long, so that comparing two longs is comparing
 * (score descending, id ascending): the larger key ranks first.
 *
 * <p>The upper half holds the bits of the score in an order-preserving form, the lower half the
 * complement of the tie rank, so that of equal scores the smaller id has the larger key. {@code -0}
 * counts as {@code +0}; NaN has no place in the order and must be rejected before.
 */
public final class RankKey {

  private RankKey() {}

  /**
   * The key of {@code score} for the row whose id is the {@code tie}-th smallest, {@code tie} ≥ 0.
   */
  public static long of(float score, int tie) {
    int bits = Float.floatToRawIntBits(score + 0.0f);
    return ((long) (bits ^ ((bits >> 31) & 0x7fffffff)) << 32) | (~tie & 0xffffffffL);
  }

  /** The score in {@code key}. */
  public static float score(long key) {
    int ordered = (int) (key >> 32);
    return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & 0x7fffffff));
  }

  /** The tie rank in {@code key}. */
  public static int tie(long key) {
    return ~(int) key;
  }

  /** The {@code wanted} largest of {@code keys}, or all, descending: nearest first. */
  public static long[] nearest(long[] keys, int wanted) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    long[] nearest = new long[Math.min(wanted, sorted.length)];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = sorted[sorted.length - 1 - i];
    }
    return nearest;
  }
}
