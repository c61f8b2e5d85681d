package org.semblance.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

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
import org.semblance.table.EmbeddingTable;
import org.semblance.table.NeighborTable;

/**
 * Queries beside their nearest neighbours: some that a hash of their ids chooses, the same in every
 * report, and the worst ones.
 */
final class Galleries {

  private static final String HITS = "hits";
  private static final String SURENESS = "sureness";

  private final Dataset<Row> neighbors;
  private final Dataset<Row> labels;
  private final ReportSettings settings;

  /**
   * @param neighbors of {@link NeighborTable}
   * @param embeddings with the labels of queries and neighbours
   */
  Galleries(Dataset<Row> neighbors, Dataset<Row> embeddings, ReportSettings settings) {
    this.neighbors = neighbors.where(col(NeighborTable.RANK).leq(settings.galleryNeighbors()));
    this.labels = embeddings.select(EmbeddingTable.IMAGE_ID, EmbeddingTable.LABEL);
    this.settings = settings;
  }

  /** Queries that a hash of their ids chooses. */
  Gallery random() {
    Dataset<Row> chosen =
        neighbors
            .select(NeighborTable.IMAGE_ID)
            .distinct()
            .orderBy(xxhash64(col(NeighborTable.IMAGE_ID)), col(NeighborTable.IMAGE_ID));
    return gallery(
        "queries",
        "Queries and their nearest neighbours",
        "Chosen at random, the same images in every report. Green: same class; red: another one.",
        chosen);
  }

  /** Queries with the fewest matches among the neighbours shown, the most confident first. */
  Gallery worst() {
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
    List<Long> queries =
        chosen.limit(settings.galleryQueries()).collectAsList().stream()
            .map(row -> row.getLong(0))
            .toList();
    return new Gallery(id, title, note, rows(queries));
  }

  private List<GalleryRow> rows(List<Long> queries) {
    List<Row> found =
        neighbors
            .where(col(NeighborTable.IMAGE_ID).isin(queries.toArray()))
            .orderBy(NeighborTable.IMAGE_ID, NeighborTable.RANK)
            .collectAsList();
    Map<Long, String> names = names(found);
    Map<Long, List<Neighbor>> byQuery = new LinkedHashMap<>();
    for (Row row : found) {
      long neighbor = row.<Long>getAs(NeighborTable.NEIGHBOR_ID);
      byQuery
          .computeIfAbsent(row.<Long>getAs(NeighborTable.IMAGE_ID), query -> new ArrayList<>())
          .add(
              new Neighbor(
                  Long.toString(neighbor),
                  names.getOrDefault(neighbor, ""),
                  row.<Number>getAs(NeighborTable.SCORE).doubleValue(),
                  row.<Boolean>getAs(NeighborTable.IS_MATCH)));
    }
    List<GalleryRow> rows = new ArrayList<>();
    for (Long query : queries) {
      List<Neighbor> strip = byQuery.getOrDefault(query, List.of());
      long matches = strip.stream().filter(Neighbor::match).count();
      rows.add(
          new GalleryRow(
              new Picture(Long.toString(query), names.getOrDefault(query, "")),
              matches + " of " + strip.size(),
              strip));
    }
    return rows;
  }

  private Map<Long, String> names(List<Row> found) {
    List<Long> ids = new ArrayList<>();
    for (Row row : found) {
      ids.add(row.<Long>getAs(NeighborTable.IMAGE_ID));
      ids.add(row.<Long>getAs(NeighborTable.NEIGHBOR_ID));
    }
    Map<Long, String> names = new HashMap<>();
    for (Row row :
        labels.where(col(EmbeddingTable.IMAGE_ID).isin(ids.toArray())).collectAsList()) {
      names.put(row.getLong(0), row.getString(1));
    }
    return names;
  }
}
