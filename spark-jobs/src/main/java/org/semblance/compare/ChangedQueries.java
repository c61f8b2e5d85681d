package org.semblance.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.semblance.compare.Comparison.ChangedQuery;
import org.semblance.compare.Comparison.Nearest;
import org.semblance.compare.Comparison.Neighbor;
import org.semblance.fault.SemblanceException;
import org.semblance.table.ImageTable;
import org.semblance.table.LiteralReads;
import org.semblance.table.NeighborTable;

/**
 * The queries whose nearest rows hold more matches, or fewer, in one result than in the other: as
 * many of their nearest rows as both results have, then by the rank of the first match.
 */
record ChangedQueries(
    SparkSession spark, Dataset<Row> base, Dataset<Row> other, Optional<Path> images) {

  private static final int SHOWN = 8;
  private static final String ID = NeighborTable.IMAGE_ID;
  private static final String MATCHES = "matches";
  private static final String FIRST = "first";
  private static final String OTHER = "other_";

  /** What was found, the largest changes first. */
  record Found(Nearest nearest, List<ChangedQuery> gained, List<ChangedQuery> lost) {}

  /** Of two results that both have neighbors. */
  static Optional<ChangedQueries> of(
      SparkSession spark, ComparedResult base, ComparedResult other) {
    if (base.neighbors().isEmpty() || other.neighbors().isEmpty()) {
      return Optional.empty();
    }
    Dataset<Row> here = table(spark, base.neighbors().get());
    Dataset<Row> there = table(spark, other.neighbors().get());
    Column shown = col(NeighborTable.RANK).leq(Math.min(depth(here), depth(there)));
    return Optional.of(
        new ChangedQueries(
            spark,
            here.where(shown),
            there.where(shown),
            base.images().isPresent() ? base.images() : other.images()));
  }

  private static Dataset<Row> table(SparkSession spark, Path path) {
    Dataset<Row> neighbors = LiteralReads.parquet(spark, path);
    for (String id : List.of(ID, NeighborTable.NEIGHBOR_ID)) {
      neighbors = neighbors.withColumn(id, col(id).cast(DataTypes.StringType));
    }
    return neighbors;
  }

  private static int depth(Dataset<Row> neighbors) {
    Row deepest = neighbors.agg(max(NeighborTable.RANK)).first();
    return deepest.isNullAt(0) ? 0 : deepest.getInt(0);
  }

  Found find() {
    Dataset<Row> joined = queries(base, "").join(queries(other, OTHER), ID, "full_outer").cache();
    try {
      checkSame(joined);
      Column gain = col(OTHER + MATCHES).minus(col(MATCHES)).cast(DataTypes.DoubleType);
      Column sooner = lit(1.0).divide(col(OTHER + FIRST)).minus(lit(1.0).divide(col(FIRST)));
      Dataset<Row> changes = joined.withColumn("gain", gain).withColumn("sooner", sooner);
      Column gained = col("gain").gt(0).or(col("gain").equalTo(0).and(col("sooner").gt(0)));
      Column lost = col("gain").lt(0).or(col("gain").equalTo(0).and(col("sooner").lt(0)));
      return new Found(
          nearest(joined),
          shown(changes.where(gained).orderBy(col("gain").desc(), col("sooner").desc(), col(ID))),
          shown(changes.where(lost).orderBy(col("gain"), col("sooner"), col(ID))));
    } finally {
      joined.unpersist();
    }
  }

  /** Per query how many of its nearest rows match, and the rank of the first that does. */
  private static Dataset<Row> queries(Dataset<Row> neighbors, String prefix) {
    Column isMatch = col(NeighborTable.IS_MATCH);
    return neighbors
        .groupBy(ID)
        .agg(
            sum(isMatch.cast(DataTypes.IntegerType)).as(prefix + MATCHES),
            // Twice as deep as any that is shown, where there is none.
            coalesce(
                    min(when(isMatch, col(NeighborTable.RANK))),
                    max(col(NeighborTable.RANK)).multiply(2))
                .as(prefix + FIRST));
  }

  private static void checkSame(Dataset<Row> joined) {
    List<Row> alone =
        joined
            .where(col(MATCHES).isNull().or(col(OTHER + MATCHES).isNull()))
            .orderBy(ID)
            .limit(1)
            .collectAsList();
    if (!alone.isEmpty()) {
      throw SemblanceException.data(
          "the results are not about the same queries: %s is in the neighbors of only one of them; evaluate both on the same rows"
              .formatted(alone.get(0).<String>getAs(ID)));
    }
  }

  private static Nearest nearest(Dataset<Row> joined) {
    Column here = col(FIRST).equalTo(1);
    Column there = col(OTHER + FIRST).equalTo(1);
    Row counts =
        joined
            .agg(
                count(here.and(there)),
                count(here.and(there.unary_$bang())),
                count(there.and(here.unary_$bang())),
                count(here.or(there).unary_$bang()))
            .first();
    return new Nearest(counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3));
  }

  private static Column count(Column condition) {
    return coalesce(sum(condition.cast(DataTypes.LongType)), lit(0L));
  }

  private List<ChangedQuery> shown(Dataset<Row> changes) {
    List<String> ids =
        changes.limit(SHOWN).select(ID).collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    Map<String, String> labels = labels(ids);
    Map<String, List<Neighbor>> here = neighbors(base, ids);
    Map<String, List<Neighbor>> there = neighbors(other, ids);
    return ids.stream()
        .map(
            id ->
                new ChangedQuery(
                    id,
                    labels.getOrDefault(id, ""),
                    here.getOrDefault(id, List.of()),
                    there.getOrDefault(id, List.of())))
        .toList();
  }

  private static Map<String, List<Neighbor>> neighbors(Dataset<Row> table, List<String> ids) {
    Map<String, List<Neighbor>> found = new HashMap<>();
    for (Row row :
        table.where(col(ID).isin(ids.toArray())).orderBy(NeighborTable.RANK).collectAsList()) {
      found
          .computeIfAbsent(row.getAs(ID), id -> new ArrayList<>())
          .add(
              new Neighbor(
                  row.getAs(NeighborTable.NEIGHBOR_ID),
                  row.<Boolean>getAs(NeighborTable.IS_MATCH)));
    }
    return found;
  }

  private Map<String, String> labels(List<String> ids) {
    Map<String, String> labels = new HashMap<>();
    if (images.isPresent()) {
      LiteralReads.parquet(spark, images.get())
          .where(col(ImageTable.IMAGE_ID).cast(DataTypes.StringType).isin(ids.toArray()))
          .select(ImageTable.IMAGE_ID, ImageTable.LABEL)
          .collectAsList()
          .forEach(row -> labels.put(Long.toString(row.getLong(0)), row.getString(1)));
    }
    return labels;
  }
}
