package org.semblance.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers that a setting takes. */
record Range(double atLeast, double above, double atMost, double below, boolean infinite) {

  static final Range ALL =
      new Range(
          Double.NEGATIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          false);

  static Range of(@Nullable Setting setting) {
    return setting == null
        ? ALL
        : new Range(
            setting.atLeast(),
            setting.above(),
            setting.atMost(),
            setting.below(),
            setting.infinite());
  }

  boolean isBounded() {
    return !low().isEmpty() || !high().isEmpty();
  }

  boolean holds(double value) {
    return (infinite ? !Double.isNaN(value) : Double.isFinite(value))
        && value >= atLeast
        && value <= atMost
        && (value > above || above == Double.NEGATIVE_INFINITY)
        && (value < below || below == Double.POSITIVE_INFINITY);
  }

  /** What a value must be, such as {@code at least 1}. */
  String condition() {
    String low = low();
    String high = high();
    if (low.isEmpty() && high.isEmpty()) {
      return infinite ? "a number" : "a finite number";
    }
    if (high.isEmpty()) {
      return low.equals("above 0") ? "positive" : low;
    }
    if (low.isEmpty()) {
      return high;
    }
    boolean closed = atLeast > Double.NEGATIVE_INFINITY && atMost < Double.POSITIVE_INFINITY;
    return closed ? "from " + shown(atLeast) + " to " + shown(atMost) : low + " and " + high;
  }

  private String low() {
    if (above > Double.NEGATIVE_INFINITY) {
      return "above " + shown(above);
    }
    return atLeast > Double.NEGATIVE_INFINITY ? "at least " + shown(atLeast) : "";
  }

  private String high() {
    if (below < Double.POSITIVE_INFINITY) {
      return "below " + shown(below);
    }
    return atMost < Double.POSITIVE_INFINITY ? "at most " + shown(atMost) : "";
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound)
        ? String.format(Locale.ROOT, "%.0f", bound)
        : Double.toString(bound);
  }
}
