package org.semblance.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.semblance.eval.map.TSne;
import org.semblance.report.ReportData.EmbeddingMap;
import org.semblance.report.ReportData.Point;

/** A t-SNE map of some classes, which a hash of their labels chooses: the same in every report. */
final class MapOfEmbeddings {

  private static final TSne TSNE = new TSne(20, 600);
  private static final int FEWEST_ROWS = 4;
  private static final EmbeddingMap NONE = new EmbeddingMap("", List.of());

  private MapOfEmbeddings() {}

  static EmbeddingMap of(EvaluatedRows evaluated, ReportSettings settings) {
    if (settings.mapPoints() < FEWEST_ROWS) {
      return NONE;
    }
    List<Row> rows = sample(evaluated.queries(), settings);
    if (rows.size() < FEWEST_ROWS) {
      return NONE;
    }
    double[][] map = TSNE.map(rows.stream().map(MapOfEmbeddings::vector).toArray(float[][]::new));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < map.length; i++) {
      Row row = rows.get(i);
      points.add(
          new Point(
              rounded(map[i][0]),
              rounded(map[i][1]),
              row.getAs(EvaluatedRows.LABEL),
              row.getAs(EvaluatedRows.ID)));
    }
    long classes = points.stream().map(Point::label).distinct().count();
    String note =
        "t-SNE of %,d images of %,d classes; point at one to see it. Near means alike, far means little."
            .formatted(points.size(), classes);
    return new EmbeddingMap(note, points);
  }

  private static List<Row> sample(Dataset<Row> rows, ReportSettings settings) {
    Dataset<Row> labels = rows.select(EvaluatedRows.LABEL).distinct();
    Dataset<Row> classes = EvaluatedRows.chosen(labels, EvaluatedRows.LABEL, settings.mapClasses());
    return EvaluatedRows.chosen(
            rows.join(classes, EvaluatedRows.LABEL), EvaluatedRows.ID, settings.mapPoints())
        .collectAsList();
  }

  private static float[] vector(Row row) {
    List<Float> boxed = row.getList(row.fieldIndex(EvaluatedRows.VECTOR));
    float[] vector = new float[boxed.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = boxed.get(i);
    }
    return vector;
  }

  private static double rounded(double coordinate) {
    return Math.round(coordinate * 100) / 100.0;
  }
}
