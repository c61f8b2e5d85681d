package org.semblance.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.jobs.report.ReportData.Plot;
import org.semblance.jobs.report.ReportData.Series;

/** Reads {@code metrics.jsonl} and makes the plots of the training run. */
final class LearningCurves {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STEP = "step";

  /** Longer series are thinned to about this many points. */
  private static final int POINTS = 400;

  private LearningCurves() {}

  /** One plot per group of figures that occurs in {@code lines}; lines without a step are skipped. */
  static List<Plot> from(BufferedReader lines) throws IOException {
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode entry = JSON.readTree(line);
      if (entry.hasNonNull(STEP)) {
        collect(entry, series);
      }
    }
    List<Plot> plots = new ArrayList<>();
    for (Group group : Group.values()) {
      List<Series> members =
          series.entrySet().stream()
              .filter(entry -> group.holds(entry.getKey()))
              .map(entry -> new Series(group.shown(entry.getKey()), thinned(entry.getValue())))
              .toList();
      if (!members.isEmpty()) {
        plots.add(new Plot(group.title, STEP, false, members));
      }
    }
    return plots;
  }

  private static void collect(JsonNode entry, Map<String, List<double[]>> series) {
    double step = entry.get(STEP).asDouble();
    entry
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNumber()) {
                series
                    .computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                    .add(new double[] {step, field.getValue().asDouble()});
              }
            });
  }

  private static List<double[]> thinned(List<double[]> points) {
    int stride = Math.max(1, points.size() / POINTS);
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      if (i % stride == 0 || i == points.size() - 1) {
        kept.add(points.get(i));
      }
    }
    return kept;
  }

  /** What is drawn in one plot. */
  private enum Group {
    LOSS("Training loss", "loss"),
    VALIDATION("Held-out train classes", "validation/"),
    RATE("Learning rate", "learning-rate"),
    SPEED("Images per second", "images-per-second");

    private final String title;
    private final String key;

    Group(String title, String key) {
      this.title = title;
      this.key = key;
    }

    private boolean holds(String field) {
      return key.endsWith("/") ? field.startsWith(key) : field.equals(key);
    }

    private String shown(String field) {
      return key.endsWith("/") ? field.substring(key.length()) : field;
    }
  }
}
