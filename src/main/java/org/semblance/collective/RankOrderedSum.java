package org.semblance.collective;

import java.util.Arrays;
import java.util.List;

/** Element-wise sums taken in the order of the addends, so that every run gives the same bits. */
public final class RankOrderedSum {

  /** Partial sums of 8 KiB stay in the first-level cache while the addends stream by. */
  private static final int BLOCK = 2048;

  /**
   * Part of an array.
   *
   * @param values not copied
   * @param start index of the element that belongs to element 0 of the sum
   */
  public record Addend(float[] values, int start) {}

  private RankOrderedSum() {}

  /**
   * Sums elements {@code [from, end)} of all addends into {@code target}, which may be one of them.
   */
  public static void add(List<Addend> addends, int from, int end, Addend target) {
    float[] sums = new float[BLOCK];
    for (int at = from; at < end; at += BLOCK) {
      int length = Math.min(BLOCK, end - at);
      Arrays.fill(sums, 0f);
      for (Addend addend : addends) {
        add(sums, addend.values(), addend.start() + at, length);
      }
      System.arraycopy(sums, 0, target.values(), target.start() + at, length);
    }
  }

  private static void add(float[] sums, float[] values, int start, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += values[start + i];
    }
  }
}
