package org.semblance.math;

import java.io.Serializable;

/**
 * Rounds terms to multiples of one power of two, so coarse that sums of them are exact in double:
 * such sums have the same bits in whatever order, and over whatever partitioning, they are added.
 *
 * @param magic 1.5 · 2⁵² grid units: adding and subtracting it rounds to the grid
 */
public record SumGrid(double magic) implements Serializable {

  private static final int MANTISSA_BITS = 52;

  /**
   * The finest grid on which {@code terms} terms of at most {@code largest} in magnitude can be
   * summed exactly.
   */
  public static SumGrid of(double largest, long terms) {
    int magnitude = largest > 0 ? Math.getExponent(largest) + 1 : 0;
    int carries = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, terms));
    double unit = Math.scalb(1.0, magnitude + carries - MANTISSA_BITS);
    return new SumGrid(1.5 * 0x1p52 * unit);
  }

  /** The multiple of the grid unit nearest to {@code term}. */
  public double round(double term) {
    return (term + magic) - magic;
  }
}
