package org.semblance.evaluate.write;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.semblance.eval.metric.MetricTally;
import org.semblance.eval.metric.RetrievalMetric;
import org.semblance.evaluate.read.LabelIndex;

/**
 * Writes metrics by class and by category.
 *
 * <p>Per-class and per-category tables: {@code label} (or {@code category}) {@code string}, {@code
 * queries long}, {@code queries_without_match long}, then one {@code double} per metric, called as
 * in the report; NaN for a class whose queries have no match.
 */
public record MetricTables(JavaSparkContext context, TableWriter writer) {

  public void write(
      String table,
      String keyColumn,
      LabelIndex names,
      SortedMap<Integer, MetricTally> tallies,
      List<RetrievalMetric> metrics) {
    StructType schema =
        new StructType()
            .add(keyColumn, DataTypes.StringType, false)
            .add("queries", DataTypes.LongType, false)
            .add("queries_without_match", DataTypes.LongType, false);
    for (RetrievalMetric metric : metrics) {
      schema = schema.add(metric.name(), DataTypes.DoubleType, false);
    }
    List<InternalRow> rows =
        tallies.entrySet().stream()
            .map(entry -> Map.entry(names.name(entry.getKey()), entry.getValue()))
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> row(entry.getKey(), entry.getValue(), metrics.size()))
            .toList();
    writer.write(context.parallelize(rows, 1), schema, table);
  }

  private static InternalRow row(String name, MetricTally tally, int metrics) {
    Object[] values = new Object[3 + metrics];
    values[0] = name;
    values[1] = tally.queries();
    values[2] = tally.withoutMatch();
    for (int i = 0; i < metrics; i++) {
      values[3 + i] = tally.mean(i);
    }
    return TableWriter.row(values);
  }
}
