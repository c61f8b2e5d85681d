package org.semblance.progress;

import java.time.Duration;
import java.util.Locale;

/** Draws one line: what, a bar, how much, at which rate, how long still. */
final class ProgressBar {

  private static final int NAME_COLUMNS = 9;
  private static final int BAR_COLUMNS = 24;

  private ProgressBar() {}

  /**
   * The line of a stage that has run for {@code elapsed}.
   *
   * @param columns longest line, or 0 for no limit and no bar
   */
  static String line(String stage, State state, Duration elapsed, int columns) {
    StringBuilder line = new StringBuilder(String.format("%-" + NAME_COLUMNS + "s", stage));
    if (state.total() > 0) {
      if (columns > 0) {
        line.append(bar(state)).append(' ');
      }
      line.append(
          String.format(Locale.ROOT, "%,d/%,d %s", state.done(), state.total(), state.unit()));
      line.append(rate(state, elapsed));
    }
    if (!state.detail().isEmpty()) {
      line.append("  ").append(state.detail());
    }
    line.append("  ").append(clock(elapsed));
    if (state.done() > 0 && state.done() < state.total()) {
      line.append(", ").append(clock(remaining(state, elapsed))).append(" left");
    }
    return columns > 0 && line.length() >= columns
        ? line.substring(0, columns - 1)
        : line.toString();
  }

  private static String bar(State state) {
    int filled = (int) (BAR_COLUMNS * Math.min(state.done(), state.total()) / state.total());
    return "█".repeat(filled) + "░".repeat(BAR_COLUMNS - filled);
  }

  private static String rate(State state, Duration elapsed) {
    double seconds = elapsed.toMillis() / 1000.0;
    return seconds < 1 || state.done() == 0
        ? ""
        : String.format(Locale.ROOT, ", %.1f/s", state.done() / seconds);
  }

  private static Duration remaining(State state, Duration elapsed) {
    return Duration.ofMillis(elapsed.toMillis() * (state.total() - state.done()) / state.done());
  }

  static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format("%d:%02d", time.toMinutesPart(), time.toSecondsPart());
  }

  /** How far a stage is. */
  record State(long done, long total, String unit, String detail) {

    static final State UNKNOWN = new State(0, 0, "", "");
  }
}
