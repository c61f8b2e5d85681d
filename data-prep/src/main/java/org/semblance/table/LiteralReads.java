package org.semblance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.fault.SemblanceException;

/**
 * Reads files at the path that was given. Spark's own readers take a path for a pattern: {@code
 * runs/exp[1]} is to them whatever lies at {@code runs/exp1}. Every read goes through here.
 */
public final class LiteralReads {

  /** Spark's switch for paths that are no patterns; its streams of files use it. */
  private static final String GLOB_PATHS = "__globPaths__";

  private LiteralReads() {}

  /** A reader whose paths are paths. */
  public static DataFrameReader reader(SparkSession spark) {
    return spark.read().option(GLOB_PATHS, "false");
  }

  /**
   * The Parquet table at {@code path}, a folder or one file.
   *
   * @throws SemblanceException data, if it is one file whose name Spark passes over
   */
  public static Dataset<Row> parquet(SparkSession spark, Path path) {
    requireReadable(spark, path);
    return reader(spark).parquet(path.toString());
  }

  /**
   * Refuses a single file that Spark would not read, or read as empty: it takes names that begin
   * with _ or . for hidden and those with a colon for addresses.
   */
  public static void requireReadable(SparkSession spark, Path path) {
    String name = path.getName();
    boolean hidden = name.startsWith("_") || name.startsWith(".");
    if ((hidden || name.contains(":")) && isFile(spark, path)) {
      throw SemblanceException.data(
          "Spark does not read the file %s: its name %s; rename it"
              .formatted(path, hidden ? "begins with _ or ." : "holds a colon"));
    }
  }

  private static boolean isFile(SparkSession spark, Path path) {
    try {
      FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
      return files.exists(path) && files.getFileStatus(path).isFile();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look for " + path, failure);
    }
  }
}
