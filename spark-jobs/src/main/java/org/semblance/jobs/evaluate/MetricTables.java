package org.semblance.jobs.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.semblance.metric.MetricTally;
import org.semblance.metric.RetrievalMetric;

/**
 * Writes what an evaluation found.
 *
 * <p>Per-class and per-category tables: {@code label} (or {@code category}) {@code string}, {@code
 * queries long}, {@code queries_without_match long}, then one {@code double} per metric, called as
 * in the report; NaN for a class whose queries have no match.
 */
record MetricTables(SparkSession spark) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void write(
      Path path,
      String keyColumn,
      Names names,
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
    List<Row> rows = new ArrayList<>();
    tallies.forEach((key, tally) -> rows.add(row(names.name(key), tally, metrics.size())));
    rows.sort(Comparator.comparing(row -> row.getString(0)));
    // Not as a list, which would become part of the query and be walked through by the optimizer.
    spark
        .createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, 1), schema)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(path.toString());
  }

  private static Row row(String name, MetricTally tally, int metrics) {
    Object[] values = new Object[3 + metrics];
    values[0] = name;
    values[1] = tally.queries();
    values[2] = tally.withoutMatch();
    for (int i = 0; i < metrics; i++) {
      values[3 + i] = tally.mean(i);
    }
    return RowFactory.create(values);
  }

  /** Written last: where it is, the evaluation is complete. */
  void write(Path path, EvaluationResult result) {
    try (OutputStream output =
        path.getFileSystem(spark.sparkContext().hadoopConfiguration()).create(path, true)) {
      JSON.writeValue(output, result);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + path, failure);
    }
  }
}
