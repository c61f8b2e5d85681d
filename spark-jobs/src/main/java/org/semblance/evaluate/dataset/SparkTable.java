package org.semblance.evaluate.dataset;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.input.KeyType;
import org.semblance.evaluate.input.Request;
import org.semblance.evaluate.input.SourceColumn;
import org.semblance.evaluate.input.SourceRows;

/**
 * Rows that Spark gives.
 *
 * @param name as messages name it
 * @param table what is read
 * @param ordered gives the same with rows in an order that is always the same, if there is one
 */
public record SparkTable(String name, Dataset<Row> table, Optional<Supplier<Dataset<Row>>> ordered)
    implements EmbeddingSource {

  /** A table whose rows have no order. */
  public static SparkTable of(String name, Dataset<Row> table) {
    return new SparkTable(name, table, Optional.empty());
  }

  @Override
  public boolean isOrdered() {
    return ordered.isPresent();
  }

  @Override
  public List<SourceColumn> columns() {
    return Arrays.stream(table.schema().fields()).map(SparkTable::column).toList();
  }

  private static SourceColumn column(StructField field) {
    return new SourceColumn(
        field.name(),
        field.dataType().simpleString(),
        KeyColumn.of(field.dataType()).map(KeyColumn::type),
        VectorColumn.of(field.dataType()).isPresent());
  }

  @Override
  public SourceRows rows(Request request) {
    Dataset<Row> source = request.isOrdered() ? ordered.map(Supplier::get).orElse(table) : table;
    Dataset<Row> selected = selected(source, request);
    StructType schema = selected.schema();
    InternalColumns columns = InternalColumns.of(schema, request);
    List<KeyType> types = columns.keys().stream().map(KeyColumn::type).toList();
    long bytes = table.queryExecution().optimizedPlan().stats().sizeInBytes().toLong();
    return new SourceRows(types, rows(source, selected).mapPartitions(columns), bytes);
  }

  /** In the order of the table, so that columns are handed on as they are read. */
  private static Dataset<Row> selected(Dataset<Row> table, Request request) {
    Set<String> names = new HashSet<>(request.keys());
    names.add(request.vector());
    Column[] columns =
        Arrays.stream(table.schema().fields())
            .map(StructField::name)
            .filter(names::contains)
            .map(SparkTable::quoted)
            .toArray(Column[]::new);
    return wanted(table, request).select(columns);
  }

  /** Without the folders of a partitioned table whose split is not asked for. */
  private static Dataset<Row> wanted(Dataset<Row> table, Request request) {
    if (request.split().isEmpty()) {
      return table;
    }
    Column split = quoted(request.split()).cast(DataTypes.StringType);
    return table.where(functions.lower(functions.trim(split)).isin(request.splits().toArray()));
  }

  /**
   * As the columns of a file are decoded, without copying every vector into a row, where {@code
   * table} is what is stored and nothing has to be computed. The filter on the split may then be
   * passed over, for rows of other splits have no role.
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

  static Column quoted(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
