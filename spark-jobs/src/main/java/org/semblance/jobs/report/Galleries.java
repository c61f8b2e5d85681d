package org.semblance.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.semblance.jobs.report.ReportData.Gallery;
import org.semblance.jobs.report.ReportData.GalleryRow;
import org.semblance.jobs.report.ReportData.Neighbor;
import org.semblance.jobs.report.ReportData.Picture;
import org.semblance.table.NeighborTable;

/**
 * Queries beside their nearest neighbours: some that a hash of their ids chooses, the same in every
 * report, and the worst ones.
 */
final class Galleries {

  private static final String HITS = "hits";
  private static final String SURENESS = "sureness";

  private final Dataset<Row> neighbors;
  private final EvaluatedRows evaluated;
  private final ReportSettings settings;

  private Galleries(Dataset<Row> neighbors, EvaluatedRows evaluated, ReportSettings settings) {
    this.neighbors = neighbors.where(col(NeighborTable.RANK).leq(settings.galleryNeighbors()));
    this.evaluated = evaluated;
    this.settings = settings;
  }

  /** Both galleries; none where no neighbours were written. */
  static List<Gallery> of(EvaluatedRows evaluated, ReportSettings settings) {
    if (evaluated.neighbors().isEmpty() || settings.galleryQueries() == 0) {
      return List.of();
    }
    Galleries galleries = new Galleries(evaluated.neighbors().get(), evaluated, settings);
    return List.of(galleries.random(), galleries.worst());
  }

  /** Queries that a hash of their ids chooses. */
  private Gallery random() {
    Dataset<Row> chosen =
        EvaluatedRows.chosen(
            neighbors.select(NeighborTable.IMAGE_ID).distinct(),
            NeighborTable.IMAGE_ID,
            settings.galleryQueries());
    return gallery(
        "queries",
        "Queries and their nearest neighbours",
        "Chosen at random, the same images in every report. Green: same class; red: another one.",
        chosen);
  }

  /** Queries with the fewest matches among the neighbours shown, the most confident first. */
  private Gallery worst() {
    Dataset<Row> chosen =
        neighbors
            .groupBy(NeighborTable.IMAGE_ID)
            .agg(
                sum(col(NeighborTable.IS_MATCH).cast(DataTypes.IntegerType)).as(HITS),
                max(NeighborTable.SCORE).as(SURENESS))
            .orderBy(col(HITS), col(SURENESS).desc(), col(NeighborTable.IMAGE_ID))
            .select(NeighborTable.IMAGE_ID);
    return gallery(
        "worst",
        "Worst queries",
        "Fewest matches among the neighbours shown, most confident first.",
        chosen);
  }

  private Gallery gallery(String id, String title, String note, Dataset<Row> chosen) {
    List<String> queries =
        chosen.limit(settings.galleryQueries()).collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    return new Gallery(id, title, note, rows(queries));
  }

  private List<GalleryRow> rows(List<String> queries) {
    List<Row> found =
        neighbors
            .where(col(NeighborTable.IMAGE_ID).isin(queries.toArray()))
            .orderBy(NeighborTable.IMAGE_ID, NeighborTable.RANK)
            .collectAsList();
    Map<String, String> names = names(found);
    Map<String, List<Neighbor>> byQuery = new LinkedHashMap<>();
    for (Row row : found) {
      String neighbor = row.getAs(NeighborTable.NEIGHBOR_ID);
      byQuery
          .computeIfAbsent(row.<String>getAs(NeighborTable.IMAGE_ID), query -> new ArrayList<>())
          .add(
              new Neighbor(
                  neighbor,
                  names.getOrDefault(neighbor, ""),
                  row.<Number>getAs(NeighborTable.SCORE).doubleValue(),
                  row.<Boolean>getAs(NeighborTable.IS_MATCH)));
    }
    List<GalleryRow> rows = new ArrayList<>();
    for (String query : queries) {
      List<Neighbor> strip = byQuery.getOrDefault(query, List.of());
      long matches = strip.stream().filter(Neighbor::match).count();
      rows.add(
          new GalleryRow(
              new Picture(query, names.getOrDefault(query, "")),
              matches + " of " + strip.size(),
              strip));
    }
    return rows;
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
