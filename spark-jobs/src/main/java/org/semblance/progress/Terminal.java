package org.semblance.progress;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Where progress goes.
 *
 * @param stream standard error, so that standard output holds only results
 * @param columns width of the terminal; 0 if it is a file or a pipe
 * @param quiet whether only what went wrong is shown
 */
public record Terminal(PrintStream stream, int columns, boolean quiet) {

  /** Standard error; the launcher script says in {@code semblance.columns} how wide it is. */
  public static Terminal ofProcess(boolean quiet) {
    return new Terminal(System.err, Integer.getInteger("semblance.columns", 0), quiet);
  }

  /** Whether a line can be drawn over. */
  boolean isInteractive() {
    return columns > 0;
  }

  /** How often to show something new. */
  Duration interval() {
    return isInteractive() ? Duration.ofMillis(200) : Duration.ofSeconds(10);
  }
}
