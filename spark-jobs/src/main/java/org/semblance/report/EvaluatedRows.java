package org.semblance.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.semblance.evaluate.read.EmbeddingChunks;
import org.semblance.evaluate.read.RowChunk;
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

  private static final StructType SCHEMA =
      new StructType()
          .add(ID, DataTypes.StringType, false)
          .add(LABEL, DataTypes.StringType, false)
          .add(VECTOR, DataTypes.createArrayType(DataTypes.FloatType, false), false);

  static EvaluatedRows of(
      SparkSession spark, EmbeddingChunks chunks, Optional<Dataset<Row>> neighbors) {
    JavaRDD<Row> rows = chunks.numbered().flatMap(EvaluatedRows::rows);
    return new EvaluatedRows(
        spark.createDataFrame(rows, SCHEMA), neighbors.map(EvaluatedRows::withTextIds));
  }

  private static Iterator<Row> rows(RowChunk chunk) {
    int dimension = chunk.dimension();
    return IntStream.range(0, chunk.count())
        .mapToObj(
            row ->
                RowFactory.create(
                    chunk.ids().get(row).toString(),
                    chunk.labels()[row],
                    Arrays.copyOfRange(chunk.vectors(), row * dimension, (row + 1) * dimension)))
        .iterator();
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
