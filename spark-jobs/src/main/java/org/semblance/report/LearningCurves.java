package org.semblance.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.report.ReportData.Plot;
import org.semblance.report.ReportData.Series;
import org.semblance.train.log.LogLine;

/** Reads {@code metrics.jsonl} and makes the plots of the training run. */
final class LearningCurves {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer series are thinned to about this many points. */
  private static final int POINTS = 400;

  private LearningCurves() {}

  /** One plot per group of curves that occurs in the lines of {@code metrics.jsonl}. */
  static List<Plot> from(BufferedReader lines) throws IOException {
    Map<String, List<double[]>> series = new TreeMap<>();
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      LogLine line = JSON.readValue(text, LogLine.class);
      line.values()
          .forEach(
              (curve, value) -> {
                if (Double.isFinite(value)) {
                  series
                      .computeIfAbsent(curve, name -> new ArrayList<>())
                      .add(new double[] {line.step(), value});
                }
              });
    }
    List<Plot> plots = new ArrayList<>();
    for (Group group : Group.values()) {
      List<Series> members =
          series.entrySet().stream()
              .filter(entry -> group.holds(entry.getKey()))
              .map(entry -> new Series(group.shown(entry.getKey()), thinned(entry.getValue())))
              .toList();
      if (!members.isEmpty()) {
        plots.add(new Plot(group.title, "step", false, members));
      }
    }
    return plots;
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
    LOSS("Training loss", "train/loss"),
    VALIDATION("Held-out train classes", "validation/"),
    OBJECTIVE("Methods", "objective/"),
    RATE("Learning rate", "train/learning-rate-"),
    SPEED("Images per second", "train/images-per-second"),
    TIME("Milliseconds per step", "time/");

    private final String title;
    private final String prefix;

    Group(String title, String prefix) {
      this.title = title;
      this.prefix = prefix;
    }

    private boolean holds(String curve) {
      return curve.startsWith(prefix);
    }

    /** The curve's name without what the title says already. */
    private String shown(String curve) {
      return curve.length() == prefix.length() ? title : curve.substring(prefix.length());
    }
  }
}
