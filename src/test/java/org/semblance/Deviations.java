package org.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Compares with golden numbers and remembers the largest deviation per file and kind. */
public final class Deviations {

  private record Summary(int cases, double largest) {
    Summary with(double deviation) {
      return new Summary(cases + 1, Math.max(largest, deviation));
    }
  }

  private final Map<String, Summary> summaries = new ConcurrentSkipListMap<>();

  /**
   * Asserts that {@code actual} is finite and within {@code tolerance} of {@code expected},
   * relative to the larger of 1 and the largest expected entry.
   *
   * @param row what the table of deviations groups by, for example {@code pml_losses.json float64}
   */
  public void check(String row, String what, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = 1;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("%s [%d]", what, i).isFinite();
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]) / scale);
    }
    assertThat(largest)
        .as("%s: largest deviation, expected %s", what, java.util.Arrays.toString(expected))
        .isLessThanOrEqualTo(tolerance);
    double found = largest;
    summaries.merge(row, new Summary(1, found), (old, one) -> old.with(found));
  }

  /** Prints one line per row: comparisons made and the largest deviation. */
  public void print() {
    summaries.forEach(
        (row, summary) ->
            System.out.printf(
                Locale.ROOT,
                "deviation | %s | %d | %.1e%n",
                row,
                summary.cases(),
                summary.largest()));
  }
}
