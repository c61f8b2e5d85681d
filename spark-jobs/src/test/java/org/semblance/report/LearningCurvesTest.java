package org.semblance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semblance.report.ReportData.Plot;
import org.semblance.report.ReportData.Series;

class LearningCurvesTest {

  @Test
  void groupsCurvesByWhatTheyMeasure() throws IOException {
    List<Plot> plots =
        curves(
            line(1, "\"train/loss\":2.0,\"time/feed-ms\":1.0,\"time/sync-ms\":3.0"),
            line(2, "\"train/loss\":1.0,\"time/feed-ms\":1.5,\"time/sync-ms\":2.5"));
    assertThat(plots)
        .extracting(Plot::title)
        .containsExactly("Training loss", "Milliseconds per step");
    assertThat(plots.get(1).series())
        .extracting(Series::name)
        .containsExactly("feed-ms", "sync-ms");
    assertThat(points(plots.get(0).series().get(0))).containsExactly("1.0 2.0", "2.0 1.0");
  }

  @Test
  void aGroupThatDoesNotOccurIsNotDrawn() throws IOException {
    assertThat(curves(line(1, "\"validation/map@r\":0.5"))).hasSize(1);
    assertThat(curves()).isEmpty();
  }

  /** A page's script has no number for them, and a line cannot be drawn to them. */
  @Test
  void figuresThatAreNoNumbersAreLeftOut() throws IOException {
    List<Plot> plots =
        curves(
            line(1, "\"objective/active-share\":\"NaN\""),
            line(2, "\"objective/active-share\":0.5"),
            line(3, "\"objective/active-share\":\"Infinity\""));
    assertThat(points(plots.get(0).series().get(0))).containsExactly("2.0 0.5");
  }

  @Test
  void longSeriesAreThinnedButEndWhereTrainingEnded() throws IOException {
    String[] lines =
        IntStream.rangeClosed(1, 5001)
            .mapToObj(step -> line(step, "\"train/loss\":" + step))
            .toArray(String[]::new);
    List<double[]> points = curves(lines).get(0).series().get(0).points();
    assertThat(points).hasSizeBetween(300, 500);
    assertThat(points.get(0)).containsExactly(1, 1);
    assertThat(points.get(points.size() - 1)).containsExactly(5001, 5001);
  }

  @Test
  void aLineThatIsNoneIsAFailure() {
    assertThatThrownBy(() -> curves("{\"step\":1,")).isInstanceOf(IOException.class);
  }

  private static List<Plot> curves(String... lines) throws IOException {
    return LearningCurves.from(new BufferedReader(new StringReader(String.join("\n", lines))));
  }

  private static String line(int step, String values) {
    return "{\"step\":%d,\"epoch\":0,\"time\":1.0,\"values\":{%s}}".formatted(step, values);
  }

  private static List<String> points(Series series) {
    return series.points().stream()
        .map(point -> point[0] + " " + point[1])
        .collect(Collectors.toList());
  }
}
