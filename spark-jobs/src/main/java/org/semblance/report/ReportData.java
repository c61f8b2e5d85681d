package org.semblance.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page shows; the page's script draws it. Serialized as the page's JSON, so the
 * component names are those of {@code page.js}.
 *
 * @param summary one line under the title
 * @param examples queries that were chosen at random; none where no neighbors were written
 * @param worst the queries that fared worst, {@code worstShown} the first of them with neighbors
 * @param images data URIs by image id, each image once
 * @param configuration the resolved configuration, YAML
 */
record ReportData(
    String name,
    String summary,
    List<Metric> metrics,
    String metricsNote,
    List<Count> counts,
    List<Plot> plots,
    String plotsNote,
    EmbeddingMap map,
    List<GalleryRow> examples,
    List<HardQuery> worst,
    List<GalleryRow> worstShown,
    List<GroupScores> categories,
    List<GroupScores> classes,
    List<Confusion> confusions,
    List<Fact> facts,
    String configuration,
    Map<String, String> images) {

  /** One metric; {@code low} and {@code high} bound a 95 % interval where one was computed. */
  record Metric(
      String name,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double macro,
      String meaning) {}

  /** Something counted, with its value as text. */
  record Count(String name, String value) {}

  /** A line plot of one or more series over the same axis. */
  record Plot(String title, String xTitle, boolean logarithmic, List<Series> series) {}

  /** Points {@code [x, y]} of one line. */
  record Series(String name, List<double[]> points) {}

  /** Points in the plane; {@code note} says how they were made. */
  record EmbeddingMap(String note, List<Point> points) {}

  /** One image in the plane; {@code image} is its key in {@link ReportData#images}. */
  record Point(double x, double y, String label, String image) {}

  /**
   * A query with a low average precision; {@code firstMatch} is a rank, 0 for beyond all counted.
   */
  record HardQuery(
      String image, String label, int matches, int firstMatch, double averagePrecision) {}

  /** One query and its neighbors, nearest first. */
  record GalleryRow(LabeledImage query, List<Neighbor> neighbors) {

    /** The keys of all its images. */
    List<String> images() {
      return Stream.concat(Stream.of(query.image()), neighbors.stream().map(Neighbor::image))
          .toList();
    }
  }

  /** An image with its class. */
  record LabeledImage(String image, String label) {}

  /** A neighbor; {@code match} means that it has the query's class. */
  record Neighbor(String image, String label, double score, boolean match) {}

  /** Means over the queries of a class or category, by metric. */
  record GroupScores(String name, long queries, Map<String, Double> metrics) {}

  /** How often the nearest neighbor of one class's queries had another class. */
  record Confusion(String query, String found, long count) {}

  /** A name and a text, for the table of the run. */
  record Fact(String name, String value) {}
}
