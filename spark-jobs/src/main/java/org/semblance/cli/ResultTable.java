package org.semblance.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Prints metrics, one to a line. */
final class ResultTable {

  private ResultTable() {}

  static void print(Map<String, Double> metrics, PrintStream out) {
    int width = metrics.keySet().stream().mapToInt(String::length).max().orElse(0);
    metrics.forEach(
        (name, value) -> out.printf(Locale.ROOT, "%-" + (width + 2) + "s%.4f%n", name, value));
  }
}
