package org.semblance.evaluate.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.table.LiteralReads;

/** Brings a table of embeddings, whatever its columns are called, into chunks. */
public record EmbeddingReader(EvaluateSettings settings) {

  /** The table at {@code path}. */
  public static Dataset<Row> table(SparkSession spark, Path path) {
    try {
      return LiteralReads.parquet(spark, path);
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
  public JavaRDD<RowChunk> chunks(Dataset<Row> table) {
    Map<String, String> names = names();
    names.forEach((key, name) -> check(table.schema(), key, name));
    Dataset<Row> selected = selected(table, Set.copyOf(names.values()));
    EmbeddingColumns columns = EmbeddingColumns.of(selected.schema(), settings);
    return rows(table, selected).mapPartitions(new ReadChunks(columns, settings.similarity()));
  }

  /** The columns that are read, by their keys in the configuration. */
  private Map<String, String> names() {
    ColumnSettings columns = settings.columns();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("id", columns.id());
    names.put("label", columns.label());
    names.put("vector", columns.vector());
    names.put("category", columns.category());
    names.put("sequence", columns.sequence());
    names.put("is-query", columns.isQuery());
    names.put("is-gallery", columns.isGallery());
    names.put("split", settings.usesSplit() ? columns.split() : "");
    names.values().removeIf(String::isEmpty);
    return names;
  }

  private static void check(StructType schema, String key, String name) {
    String[] present = schema.fieldNames();
    if (!Arrays.asList(present).contains(name)) {
      throw SemblanceException.data(
          "the embeddings have no column '%s', they have %s: set evaluate.columns.%s"
              .formatted(name, Arrays.toString(present), key));
    }
    boolean isFlag = key.equals("is-query") || key.equals("is-gallery");
    if (isFlag && !(schema.apply(name).dataType() instanceof BooleanType)) {
      throw SemblanceException.data(
          "column %s must be boolean, found %s: name the right one in evaluate.columns.%s"
              .formatted(name, schema.apply(name).dataType().simpleString(), key));
    }
  }

  /** In the order of the table, so that columns are handed on as they are read. */
  private Dataset<Row> selected(Dataset<Row> table, Set<String> names) {
    Column[] columns =
        Arrays.stream(table.schema().fields())
            .filter(field -> names.contains(field.name()))
            .map(this::column)
            .toArray(Column[]::new);
    return taken(table).select(columns);
  }

  private Column column(StructField field) {
    Column column = quoted(field.name());
    return isReadAsStored(field) ? column : column.cast(DataTypes.StringType).as(field.name());
  }

  private boolean isReadAsStored(StructField field) {
    return field.name().equals(settings.columns().vector())
        || field.dataType() instanceof StringType
        || field.dataType() instanceof BooleanType
        || field.dataType() instanceof IntegralType;
  }

  /** Without the folders of a partitioned table whose split is not asked for. */
  private Dataset<Row> taken(Dataset<Row> table) {
    if (!settings.usesSplit()) {
      return table;
    }
    Column split = lower(quoted(settings.columns().split()).cast(DataTypes.StringType));
    return table.where(split.isin(settings.rows().roles().keySet().toArray()));
  }

  /**
   * As the columns of a file are decoded, without copying every vector into a row, where {@code
   * table} is what is stored and nothing has to be computed. The filter on the split may then be
   * passed over, for {@link RoleColumn} leaves out the same rows.
   */
  private static JavaRDD<InternalRow> rows(Dataset<Row> table, Dataset<Row> selected) {
    if (table.queryExecution().analyzed() instanceof LeafNode) {
      SparkPlan plan = selected.queryExecution().sparkPlan();
      SparkPlan source = plan instanceof FilterExec filter ? filter.child() : plan;
      if (source.supportsColumnar()) {
        return source.executeColumnar().toJavaRDD().flatMap(ColumnarBatch::rowIterator);
      }
    }
    return selected.queryExecution().toRdd().toJavaRDD();
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
