package org.semblance.prep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.semblance.table.LiteralReads;

/** Parquet tables that belong together: all of them are written, or none remains. */
record TableOutput(SparkSession spark, List<Path> tables) {

  void write(JavaRDD<Row> rows, StructType schema, Path table) {
    spark
        .createDataFrame(rows, schema)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .parquet(table.toString());
  }

  /** Reads the table's footers to see that what was counted is what was written. */
  void requireRows(Path table, long expected) {
    long written = LiteralReads.parquet(spark, table).count();
    if (written != expected) {
      throw new IllegalStateException(
          table + " has " + written + " rows, but " + expected + " were accounted for");
    }
  }

  void delete() {
    for (Path table : tables) {
      try {
        table.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(table, true);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot delete " + table, failure);
      }
    }
  }
}
