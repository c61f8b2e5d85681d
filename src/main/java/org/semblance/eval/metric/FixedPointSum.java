package org.semblance.eval.metric;

/** An exact sum of numbers in units of 2⁻⁴⁰, too many for one long. */
final class FixedPointSum {

  static final double UNIT = 0x1p40;

  private static final int LOW_BITS = 32;

  private long high;
  private long low;

  /** The multiple of the unit nearest to {@code value}. */
  static long of(double value) {
    return Math.round(value * UNIT);
  }

  void add(long term) {
    high += term >> LOW_BITS;
    low += term & 0xffffffffL;
  }

  double value() {
    return ((double) high * (1L << LOW_BITS) + (double) low) / UNIT;
  }
}
