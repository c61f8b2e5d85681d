package org.semblance.compare;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.semblance.compare.Comparison.Changes;
import org.semblance.compare.Comparison.Compared;
import org.semblance.compare.Comparison.Metric;
import org.semblance.compare.Comparison.Nearest;
import org.semblance.compare.Comparison.PairedDifference;

/** A comparison for the terminal. */
public final class ComparisonText {

  private ComparisonText() {}

  public static void print(Comparison comparison, PrintWriter out) {
    for (Compared result : comparison.results()) {
      out.printf("%s  %s%n", result.letter(), result.path());
    }
    out.printf(
        Locale.ROOT,
        "%,d queries of %,d classes in each; intervals of 95 %%, classes drawn again%n%n",
        comparison.queries(),
        comparison.classes());
    table(comparison).forEach(out::println);
    for (Changes changes : comparison.changes()) {
      Nearest nearest = changes.nearest();
      if (nearest != null) {
        out.printf(
            Locale.ROOT,
            "%nnearest row is a match: in A and %s %,d, only in A %,d, only in %s %,d, in neither %,d%n",
            changes.letter(),
            nearest.both(),
            nearest.onlyBase(),
            changes.letter(),
            nearest.onlyOther(),
            nearest.neither());
      }
    }
    comparison.notes().forEach(note -> out.printf("%nnote: %s%n", note));
    out.flush();
  }

  private static List<String> table(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    comparison.results().forEach(result -> head.add(result.letter()));
    comparison
        .changes()
        .forEach(changes -> head.addAll(List.of(changes.letter() + " - A", "interval", "")));
    rows.add(head);
    for (Metric metric : comparison.metrics()) {
      List<String> row = new ArrayList<>(List.of(metric.name()));
      metric.values().values().forEach(value -> row.add(number(value, "%.4f")));
      metric.differences().values().forEach(difference -> row.addAll(cells(difference)));
      rows.add(row);
    }
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> cells(PairedDifference difference) {
    return List.of(
        number(difference.value(), "%+.4f"),
        difference.low() == null
            ? ""
            : "[%s, %s]"
                .formatted(number(difference.low(), "%+.4f"), number(difference.high(), "%+.4f")),
        difference.verdict());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      boolean isText = i == 0 || row.get(i).chars().anyMatch(Character::isLowerCase);
      line.append(i == 0 ? "" : "  ").append(isText ? row.get(i) + pad : pad + row.get(i));
    }
    return line.toString().stripTrailing();
  }

  static String number(@Nullable Double value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** Requirements that do not hold, each in a sentence. */
  public static List<String> failures(Comparison comparison) {
    return comparison.requirements().stream()
        .filter(outcome -> !outcome.holds())
        .map(outcome -> "required %s: %s".formatted(outcome.requirement(), outcome.found()))
        .toList();
  }
}
