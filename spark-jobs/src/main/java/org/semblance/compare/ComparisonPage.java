package org.semblance.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.semblance.compare.Comparison.ChangedClass;
import org.semblance.compare.Comparison.ChangedQuery;
import org.semblance.compare.Comparison.Changes;
import org.semblance.compare.Comparison.Metric;
import org.semblance.compare.Comparison.Nearest;
import org.semblance.compare.Comparison.Neighbor;
import org.semblance.compare.Comparison.Outcome;
import org.semblance.compare.Comparison.PairedDifference;

/**
 * A comparison as one HTML file that needs nothing beside it.
 *
 * @param images data URIs by image id
 */
public record ComparisonPage(Comparison comparison, Map<String, String> images) {

  private static final String STYLE = "compare.css";

  /** The images that the page shows, if they are at hand. */
  public static Set<String> shown(Comparison comparison) {
    Set<String> ids = new LinkedHashSet<>();
    for (Changes changes : comparison.changes()) {
      Stream.concat(changes.queriesGained().stream(), changes.queriesLost().stream())
          .forEach(
              query -> {
                ids.add(query.id());
                Stream.concat(query.base().stream(), query.other().stream())
                    .forEach(neighbor -> ids.add(neighbor.id()));
              });
    }
    return ids;
  }

  /** The page as text. */
  public String render() {
    String title =
        comparison.results().stream()
            .map(result -> result.name())
            .collect(Collectors.joining(", "));
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s · Semblance</title><style>%s</style></head><body><main>
    <h1>%s</h1>
    <p class="summary">%s</p>
    %s
    </main></body></html>
    """
        .formatted(
            escaped(title),
            resource(),
            escaped(title),
            "%,d queries of %,d classes in each. Differences are those to A; bars are 95 %% intervals, the same classes drawn again for both."
                .formatted(comparison.queries(), comparison.classes()),
            Stream.of(
                    results(),
                    requirements(),
                    metrics(),
                    comparison.changes().stream().map(this::changes).collect(Collectors.joining()),
                    settings(),
                    notes())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n")));
  }

  private String results() {
    return table(
        List.of("", "result"),
        comparison.results().stream()
            .map(result -> List.of(cell(result.letter()), cell(result.path())))
            .toList());
  }

  private String requirements() {
    if (comparison.requirements().isEmpty()) {
      return "";
    }
    return "<h2>Required</h2>"
        + table(
            List.of("requirement", ""),
            comparison.requirements().stream()
                .map(one -> List.of(cell(one.requirement()), verdict(one)))
                .toList());
  }

  private static String verdict(Outcome outcome) {
    return tag("td", outcome.holds() ? "better" : "worse", escaped(outcome.found()));
  }

  private String metrics() {
    double widest =
        comparison.metrics().stream()
            .flatMap(metric -> metric.differences().values().stream())
            .flatMap(difference -> Stream.of(or0(difference.low()), or0(difference.high())))
            .mapToDouble(Math::abs)
            .max()
            .orElse(0);
    Stream.Builder<String> head = Stream.builder();
    head.add("metric");
    comparison.results().forEach(result -> head.add(result.letter()));
    comparison
        .changes()
        .forEach(changes -> head.add(changes.letter() + " − A").add("95 % interval").add(""));
    return "<h2>Metrics</h2>"
        + table(
            head.build().toList(),
            comparison.metrics().stream().map(metric -> row(metric, widest)).toList());
  }

  private static double or0(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private static List<String> row(Metric metric, double widest) {
    Stream.Builder<String> cells = Stream.builder();
    cells.add(cell(metric.name()));
    metric.values().values().forEach(value -> cells.add(number(value, "%.4f")));
    for (PairedDifference difference : metric.differences().values()) {
      cells.add(number(difference.value(), "%+.4f"));
      cells.add(tag("td", "", bar(difference, widest)));
      cells.add(tag("td", difference.verdict(), escaped(difference.verdict())));
    }
    return cells.build().toList();
  }

  /** The interval around 0 in the middle. */
  private static String bar(PairedDifference difference, double widest) {
    Double low = difference.low();
    Double high = difference.high();
    if (low == null || high == null || widest == 0) {
      return "";
    }
    double from = 100 + 96 * low / widest;
    double to = 100 + 96 * high / widest;
    return String.format(
        Locale.ROOT,
        "<svg width=\"200\" height=\"16\" role=\"img\"><title>%+.4f to %+.4f</title>"
            + "<line x1=\"100\" x2=\"100\" y1=\"0\" y2=\"16\" class=\"zero\"/>"
            + "<rect x=\"%.1f\" width=\"%.1f\" y=\"5\" height=\"6\" class=\"%s\"/>"
            + "<circle cx=\"%.1f\" cy=\"8\" r=\"3\"/></svg>",
        low,
        high,
        from,
        Math.max(1, to - from),
        difference.verdict(),
        100 + 96 * or0(difference.value()) / widest);
  }

  private String changes(Changes changes) {
    String letter = changes.letter();
    return "<h2>%s beside A</h2>".formatted(letter)
        + nearest(letter, changes.nearest())
        + classes("Classes that gained most from A to " + letter, letter, changes.classesGained())
        + classes("Classes that lost most", letter, changes.classesLost())
        + queries("Queries that gained most", letter, changes.queriesGained())
        + queries("Queries that lost most", letter, changes.queriesLost());
  }

  private static String nearest(String letter, @Nullable Nearest nearest) {
    return nearest == null
        ? ""
        : String.format(
            Locale.ROOT,
            "<p>The nearest row is a match in both for %,d queries, only in A for %,d, only in %s for %,d, in neither for %,d.</p>",
            nearest.both(),
            nearest.onlyBase(),
            letter,
            nearest.onlyOther(),
            nearest.neither());
  }

  private String classes(String title, String letter, List<ChangedClass> classes) {
    return classes.isEmpty()
        ? ""
        : "<h3>%s, by %s</h3>".formatted(title, escaped(comparison.byMetric()))
            + table(
                List.of("class", "queries", "A", letter, letter + " − A"),
                classes.stream()
                    .map(
                        one ->
                            List.of(
                                cell(one.label()),
                                tag("td", "number", "%,d".formatted(one.queries())),
                                number(one.base(), "%.4f"),
                                number(one.other(), "%.4f"),
                                number(one.other() - one.base(), "%+.4f")))
                    .toList());
  }

  private String queries(String title, String letter, List<ChangedQuery> queries) {
    return queries.isEmpty()
        ? ""
        : "<h3>%s</h3>".formatted(title)
            + queries.stream()
                .map(
                    query ->
                        "<div class=\"query\">%s<div><p>A</p>%s</div><div><p>%s</p>%s</div></div>"
                            .formatted(
                                image(query.id(), "query", query.label()),
                                strip(query.base()),
                                letter,
                                strip(query.other())))
                .collect(Collectors.joining("\n"));
  }

  private String strip(List<Neighbor> neighbors) {
    return neighbors.stream()
        .map(neighbor -> image(neighbor.id(), neighbor.match() ? "match" : "other", ""))
        .collect(Collectors.joining("", "<div class=\"strip\">", "</div>"));
  }

  private String image(String id, String kind, String label) {
    String source = images.get(id);
    String caption = label.isEmpty() ? id : id + " · " + label;
    String inner =
        source == null
            ? "<span>%s</span>".formatted(escaped(id))
            : "<img src=\"%s\" alt=\"%s\">".formatted(source, escaped(caption));
    return "<figure class=\"%s\" title=\"%s\">%s%s</figure>"
        .formatted(
            kind,
            escaped(caption),
            inner,
            label.isEmpty() ? "" : "<figcaption>%s</figcaption>".formatted(escaped(label)));
  }

  private String settings() {
    if (comparison.settings().isEmpty()) {
      return "";
    }
    Stream.Builder<String> head = Stream.builder();
    head.add("key");
    comparison.results().forEach(result -> head.add(result.letter()));
    return "<h2>What differs in the configuration</h2>"
        + table(
            head.build().toList(),
            comparison.settings().stream()
                .map(
                    setting ->
                        Stream.concat(
                                Stream.of(cell(setting.key())),
                                setting.values().values().stream()
                                    .map(value -> cell(value == null ? "-" : value)))
                            .toList())
                .toList());
  }

  private String notes() {
    return comparison.notes().stream()
        .map(note -> "<p class=\"note\">%s</p>".formatted(escaped(note)))
        .collect(Collectors.joining("\n"));
  }

  private static String table(List<String> head, List<List<String>> rows) {
    return "<table><tr>%s</tr>%s</table>"
        .formatted(
            head.stream().map(name -> tag("th", "", escaped(name))).collect(Collectors.joining()),
            rows.stream()
                .map(row -> "<tr>" + String.join("", row) + "</tr>")
                .collect(Collectors.joining("\n")));
  }

  private static String cell(String text) {
    return tag("td", "", escaped(text));
  }

  private static String number(@Nullable Double value, String format) {
    return tag("td", "number", ComparisonText.number(value, format));
  }

  private static String tag(String name, String kind, String inner) {
    return kind.isEmpty()
        ? "<%s>%s</%s>".formatted(name, inner, name)
        : "<%s class=\"%s\">%s</%s>".formatted(name, kind, inner, name);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String resource() {
    try (InputStream stream = ComparisonPage.class.getResourceAsStream(STYLE)) {
      if (stream == null) {
        throw new IllegalStateException("resource " + STYLE + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read resource " + STYLE, failure);
    }
  }
}
