package org.semblance.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.semblance.fault.SemblanceException;

/** Brings a table of embeddings, whatever its columns are called, into chunks. */
record EmbeddingReader(EvaluateSettings settings) {

  /** The table at {@code path}. */
  static Dataset<Row> table(SparkSession spark, Path path) {
    try {
      return spark.read().parquet(path.toString());
    } catch (Exception failure) {
      if (failure instanceof AnalysisException) {
        throw SemblanceException.data(
            "%s is no Parquet table that can be read (%s): run embed, or name another table"
                .formatted(
                    path, String.valueOf(failure.getMessage()).lines().findFirst().orElse("")));
      }
      throw failure;
    }
  }

  /** The rows that take part, in no order. */
  JavaRDD<RowChunk> chunks(Dataset<Row> table) {
    ColumnSettings columns = settings.columns();
    DataType idType = type(table, "id", columns.id());
    boolean numericIds = idType instanceof IntegralType;
    boolean hasCategory = isPresent(table, "category", columns.category());
    boolean hasSequence = isPresent(table, "sequence", columns.sequence());
    type(table, "label", columns.label());
    VectorColumn vector =
        VectorColumn.of(columns.vector(), type(table, "vector", columns.vector()));
    Column role = role(table);
    Dataset<Row> selected =
        table
            .where(role.notEqual(Role.NONE))
            .select(
                quoted(columns.id()).cast(numericIds ? DataTypes.LongType : DataTypes.StringType),
                quoted(columns.label()).cast(DataTypes.StringType),
                quoted(columns.vector()),
                role,
                optional(hasCategory, columns.category()),
                optional(hasSequence, columns.sequence()));
    return selected
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(
            new ReadChunks(numericIds, vector, hasCategory, hasSequence, settings.similarity()));
  }

  private static Column optional(boolean isPresent, String name) {
    return (isPresent ? quoted(name) : lit(null)).cast(DataTypes.StringType);
  }

  private Column role(Dataset<Row> table) {
    ColumnSettings columns = settings.columns();
    if (!columns.isQuery().isEmpty()) {
      type(table, "is-query", columns.isQuery());
      type(table, "is-gallery", columns.isGallery());
      Column query = when(quoted(columns.isQuery()), Role.QUERY).otherwise(Role.NONE);
      return query.plus(when(quoted(columns.isGallery()), Role.GALLERY).otherwise(Role.NONE));
    }
    if (columns.split().isEmpty() || settings.rows() == RowSelection.ALL) {
      return lit(Role.BOTH);
    }
    type(table, "split", columns.split());
    Column split = lower(quoted(columns.split()).cast(DataTypes.StringType));
    return switch (settings.rows()) {
      case TEST ->
          when(split.equalTo("test"), Role.BOTH)
              .when(split.equalTo("query"), Role.QUERY)
              .when(split.equalTo("gallery"), Role.GALLERY)
              .otherwise(Role.NONE);
      case VAL -> when(split.equalTo("val"), Role.BOTH).otherwise(Role.NONE);
      case TRAIN -> when(split.equalTo("train"), Role.BOTH).otherwise(Role.NONE);
      case ALL -> lit(Role.BOTH);
    };
  }

  private static boolean isPresent(Dataset<Row> table, String key, String name) {
    return !name.isEmpty() && type(table, key, name) != null;
  }

  private static DataType type(Dataset<Row> table, String key, String name) {
    if (!Arrays.asList(table.columns()).contains(name)) {
      throw SemblanceException.data(
          "the embeddings have no column '%s', they have %s: set evaluate.columns.%s"
              .formatted(name, Arrays.toString(table.columns()), key));
    }
    return table.schema().apply(name).dataType();
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
