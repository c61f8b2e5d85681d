package org.semblance.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.semblance.jobs.report.ReportData.EmbeddingMap;
import org.semblance.jobs.report.ReportData.Point;
import org.semblance.projection.TSne;
import org.semblance.table.EmbeddingRow;
import org.semblance.table.EmbeddingTable;

/** A t-SNE map of some classes, which a hash of their labels chooses: the same in every report. */
final class MapOfEmbeddings {

  private static final TSne TSNE = new TSne(20, 600);
  private static final int FEWEST_ROWS = 4;

  private MapOfEmbeddings() {}

  static EmbeddingMap of(Dataset<Row> embeddings, ReportSettings settings) {
    if (settings.mapPoints() < FEWEST_ROWS) {
      return new EmbeddingMap("", List.of());
    }
    List<EmbeddingRow> rows = sample(embeddings, settings);
    if (rows.size() < FEWEST_ROWS) {
      return new EmbeddingMap("", List.of());
    }
    double[][] map = TSNE.map(rows.stream().map(EmbeddingRow::vector).toArray(float[][]::new));
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < map.length; i++) {
      EmbeddingRow row = rows.get(i);
      points.add(
          new Point(
              rounded(map[i][0]), rounded(map[i][1]), row.label(), Long.toString(row.imageId())));
    }
    long classes = rows.stream().map(EmbeddingRow::label).distinct().count();
    String note =
        "t-SNE of %d images of %d classes; point at one to see it. Near means alike, far means little."
            .formatted(points.size(), classes);
    return new EmbeddingMap(note, points);
  }

  private static List<EmbeddingRow> sample(Dataset<Row> embeddings, ReportSettings settings) {
    Dataset<Row> classes =
        embeddings
            .select(EmbeddingTable.LABEL)
            .distinct()
            .orderBy(xxhash64(col(EmbeddingTable.LABEL)), col(EmbeddingTable.LABEL))
            .limit(settings.mapClasses());
    return embeddings
        .join(classes, EmbeddingTable.LABEL)
        .orderBy(xxhash64(col(EmbeddingTable.IMAGE_ID)), col(EmbeddingTable.IMAGE_ID))
        .limit(settings.mapPoints())
        .collectAsList()
        .stream()
        .map(EmbeddingTable::fromRow)
        .toList();
  }

  private static double rounded(double coordinate) {
    return Math.round(coordinate * 100) / 100.0;
  }
}
