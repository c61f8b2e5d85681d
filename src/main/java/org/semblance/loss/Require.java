package org.semblance.loss;

import java.util.Locale;

/** Checks of hyper-parameters, with the message the configuration loader shows. */
final class Require {

  private Require() {}

  static void positive(String name, double value) {
    check(value > 0 && Double.isFinite(value), name, "positive", value);
  }

  static void nonNegative(String name, double value) {
    check(value >= 0 && Double.isFinite(value), name, "at least 0", value);
  }

  static void finite(String name, double value) {
    check(Double.isFinite(value), name, "finite", value);
  }

  static void between(String name, double value, double low, double high) {
    check(
        value >= low && value <= high, name, "between " + show(low) + " and " + show(high), value);
  }

  static void atLeast(String name, int value, int low) {
    if (value < low) {
      throw new IllegalArgumentException(name + " must be at least " + low + ", got " + value);
    }
  }

  private static void check(boolean holds, String name, String condition, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + condition + ", got " + value);
    }
  }

  private static String show(double bound) {
    return String.format(Locale.ROOT, "%.4g", bound);
  }
}
