package org.semblance.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.table.NeighborTable;

/**
 * The measured embeddings whatever their columns are called, and the neighbors found for them; ids
 * are text.
 *
 * @param rows of {@link #ID}, {@link #LABEL}, {@link #VECTOR}
 * @param neighbors of {@link NeighborTable}, if they were written
 */
record EvaluatedRows(Dataset<Row> rows, Optional<Dataset<Row>> neighbors) {

  static final String ID = "id";
  static final String LABEL = "label";
  static final String VECTOR = "vector";

  static EvaluatedRows of(
      Dataset<Row> embeddings, ColumnSettings columns, Optional<Dataset<Row>> neighbors) {
    Column vector = col(columns.vector());
    boolean ofSparkMl =
        embeddings.schema().apply(columns.vector()).dataType().equals(SQLDataTypes.VectorType());
    Dataset<Row> rows =
        embeddings.select(
            col(columns.id()).cast(DataTypes.StringType).as(ID),
            col(columns.label()).cast(DataTypes.StringType).as(LABEL),
            (ofSparkMl ? functions.vector_to_array(vector, "float32") : vector)
                .cast(DataTypes.createArrayType(DataTypes.FloatType))
                .as(VECTOR));
    return new EvaluatedRows(rows, neighbors.map(EvaluatedRows::withTextIds));
  }

  private static Dataset<Row> withTextIds(Dataset<Row> neighbors) {
    return neighbors
        .withColumn(NeighborTable.IMAGE_ID, col(NeighborTable.IMAGE_ID).cast(DataTypes.StringType))
        .withColumn(
            NeighborTable.NEIGHBOR_ID, col(NeighborTable.NEIGHBOR_ID).cast(DataTypes.StringType));
  }

  /** The rows that were queries, where that is known, else all. */
  Dataset<Row> queries() {
    return neighbors
        .map(found -> found.select(col(NeighborTable.IMAGE_ID).as(ID)).distinct())
        .map(ids -> rows.join(ids, ID))
        .orElse(rows);
  }

  /** The first values of {@code column} in the order of their hashes: the same in every report. */
  static Dataset<Row> chosen(Dataset<Row> table, String column, int count) {
    return table.orderBy(xxhash64(col(column)), col(column)).limit(count);
  }

  /** The rows with these ids. */
  Dataset<Row> withIds(List<String> ids) {
    return rows.where(col(ID).isin(ids.toArray()));
  }
}
