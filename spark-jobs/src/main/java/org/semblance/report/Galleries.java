package org.semblance.report;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.semblance.report.ReportData.GalleryRow;
import org.semblance.report.ReportData.LabeledImage;
import org.semblance.report.ReportData.Neighbor;
import org.semblance.table.NeighborTable;

/**
 * Queries beside their nearest neighbors.
 *
 * @param neighbors rows of {@link NeighborTable} that are shown, ids as text
 * @param queries how many are shown
 */
record Galleries(Dataset<Row> neighbors, EvaluatedRows evaluated, int queries) {

  /** Of what was evaluated; none where no neighbors were written. */
  static Optional<Galleries> of(EvaluatedRows evaluated, ReportSettings settings) {
    return evaluated
        .neighbors()
        .filter(found -> settings.galleryQueries() > 0)
        .map(found -> found.where(col(NeighborTable.RANK).leq(settings.galleryNeighbors())))
        .map(shown -> new Galleries(shown, evaluated, settings.galleryQueries()));
  }

  /** Queries that a hash of their ids chooses, the same in every report. */
  List<GalleryRow> random() {
    Dataset<Row> ids = neighbors.select(NeighborTable.IMAGE_ID).distinct();
    return first(
        EvaluatedRows.chosen(ids, NeighborTable.IMAGE_ID, queries).collectAsList().stream()
            .map(row -> row.getString(0))
            .toList());
  }

  /** The first of these queries, in this order. */
  List<GalleryRow> first(List<String> ids) {
    List<String> shown = ids.subList(0, Math.min(queries, ids.size()));
    List<Row> found =
        neighbors
            .where(col(NeighborTable.IMAGE_ID).isin(shown.toArray()))
            .orderBy(NeighborTable.IMAGE_ID, NeighborTable.RANK)
            .collectAsList();
    Map<String, String> names = names(found);
    Map<String, List<Neighbor>> strips = new HashMap<>();
    for (Row row : found) {
      String neighbor = row.getAs(NeighborTable.NEIGHBOR_ID);
      strips
          .computeIfAbsent(row.getAs(NeighborTable.IMAGE_ID), query -> new ArrayList<>())
          .add(
              new Neighbor(
                  neighbor,
                  names.getOrDefault(neighbor, ""),
                  row.<Number>getAs(NeighborTable.SCORE).doubleValue(),
                  row.<Boolean>getAs(NeighborTable.IS_MATCH)));
    }
    return shown.stream()
        .map(
            query ->
                new GalleryRow(
                    new LabeledImage(query, names.getOrDefault(query, "")),
                    strips.getOrDefault(query, List.of())))
        .toList();
  }

  private Map<String, String> names(List<Row> found) {
    List<String> ids = new ArrayList<>();
    for (Row row : found) {
      ids.add(row.<String>getAs(NeighborTable.IMAGE_ID));
      ids.add(row.<String>getAs(NeighborTable.NEIGHBOR_ID));
    }
    Map<String, String> names = new HashMap<>();
    for (Row row : evaluated.withIds(ids).collectAsList()) {
      names.put(row.getAs(EvaluatedRows.ID), row.getAs(EvaluatedRows.LABEL));
    }
    return names;
  }
}
