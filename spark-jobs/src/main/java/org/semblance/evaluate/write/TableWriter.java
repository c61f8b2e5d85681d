package org.semblance.evaluate.write;

import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes Parquet tables into a folder, from rows in Spark's internal form and without code made for
 * them: to generate and compile it takes longer than to write most of these tables.
 */
public final class TableWriter {

  private final SparkSession spark;
  private final Path folder;

  public TableWriter(SparkSession user, Path folder) {
    this.spark = user.newSession();
    this.folder = folder;
    spark.conf().set("spark.sql.codegen.wholeStage", false);
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  /** A row of numbers, booleans and texts. */
  static InternalRow row(Object... values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] instanceof String text ? UTF8String.fromString(text) : values[i];
    }
    return new GenericInternalRow(values);
  }

  /** Puts {@code rows} in the place of whatever is called {@code name}. */
  void write(JavaRDD<InternalRow> rows, StructType schema, String name) {
    spark
        .internalCreateDataFrame(rows.rdd(), schema, false)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(new Path(folder, name).toString());
  }
}
