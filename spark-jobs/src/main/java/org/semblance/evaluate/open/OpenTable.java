package org.semblance.evaluate.open;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.semblance.evaluate.dataset.SparkTable;
import org.semblance.evaluate.dataset.TextVectors;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.input.TableFile;
import org.semblance.evaluate.input.TableFiles;
import org.semblance.evaluate.numpy.ArraySource;
import org.semblance.evaluate.parquet.ParquetSource;
import org.semblance.fault.ExitCode;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;
import org.semblance.table.LiteralReads;

/**
 * Opens tables in any format.
 *
 * @param labels of the rows of an array, if they are in a file of their own
 */
record OpenTable(SparkSession spark, Optional<String> labels) {

  EmbeddingSource open(String location) {
    int colon = location.indexOf(':');
    Optional<TableFormat> named =
        colon < 0 ? Optional.empty() : TableFormat.named(location.substring(0, colon));
    if (named.isPresent()) {
      return open(named.get(), location.substring(colon + 1));
    }
    Path path = path(location);
    return open(TableFormat.at(path, spark.sparkContext().hadoopConfiguration()), path.toString());
  }

  /** A name with a colon may be a file and not a scheme. */
  private static Path path(String location) {
    return new File(location).exists() && !location.startsWith("/")
        ? new Path(new File(location).getAbsoluteFile().toURI().getPath())
        : new Path(location);
  }

  private EmbeddingSource open(TableFormat format, String where) {
    if (format != TableFormat.NUMPY && labels.isPresent()) {
      throw SemblanceException.usage(
          "--labels goes with a .npy array, but %s is %s: name its column in evaluate.columns.label"
              .formatted(where, format.spoken()));
    }
    return switch (format) {
      case PARQUET ->
          ParquetSource.at(
              new Path(where), JavaSparkContext.fromSparkContext(spark.sparkContext()));
      case NUMPY ->
          ArraySource.at(
              new Path(where),
              labels
                  .map(Path::new)
                  .orElseThrow(
                      () ->
                          SemblanceException.usage(
                              where
                                  + " holds vectors only: name a file with their labels in --labels")),
              spark);
      case TABLE -> spoken(format, where, () -> SparkTable.of(where, session().table(where)));
      case DELTA, ICEBERG, HUDI ->
          spoken(
              format,
              where,
              () ->
                  SparkTable.of(
                      where, LiteralReads.reader(session()).format(format.word()).load(where)));
      case ORC, AVRO, CSV, JSON -> spoken(format, where, () -> files(format, where));
    };
  }

  /** Rows of files have an order: file by file, each from its beginning. */
  private EmbeddingSource files(TableFormat format, String where) {
    Dataset<Row> table = reader(session(), format).load(where);
    TextVectors vectors =
        format == TableFormat.CSV ? TextVectors.in(table) : new TextVectors(List.of(), Map.of());
    return new SparkTable(
        where,
        vectors.of(table),
        Optional.of(() -> vectors.of(fileByFile(format, where, table.schema()))));
  }

  private Dataset<Row> fileByFile(TableFormat format, String where, StructType schema) {
    SparkSession whole = session();
    whole.conf().set("spark.sql.files.maxPartitionBytes", Long.MAX_VALUE);
    return TableFiles.below(new Path(where), spark.sparkContext().hadoopConfiguration()).stream()
        .map(file -> reader(whole, format, file, where).schema(schema).load(file.path()))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private static DataFrameReader reader(
      SparkSession spark, TableFormat format, TableFile file, String table) {
    DataFrameReader reader = reader(spark, format);
    return file.folders().isEmpty() ? reader : reader.option("basePath", table);
  }

  private static DataFrameReader reader(SparkSession spark, TableFormat format) {
    DataFrameReader reader = LiteralReads.reader(spark).format(format.word());
    return switch (format) {
      case CSV ->
          reader
              .option("header", "true")
              .option("multiLine", "true")
              .option("escape", "\"")
              .option("mode", "FAILFAST");
      case JSON -> reader.option("mode", "FAILFAST");
      default -> reader;
    };
  }

  /** Names of columns are as they are spelled, and names of folders are text. */
  private SparkSession session() {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.caseSensitive", true);
    // A text that is no number is null, not an error of the whole job.
    own.conf().set("spark.sql.ansi.enabled", false);
    own.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", false);
    return own;
  }

  private static EmbeddingSource spoken(
      TableFormat format, String where, Supplier<EmbeddingSource> open) {
    try {
      return open.get();
    } catch (Exception failure) {
      // Spark throws checked exceptions that it does not declare.
      if (failure instanceof SemblanceException fault) {
        throw fault;
      }
      throw new SemblanceException(
          ExitCode.DATA,
          "%s cannot be read as %s (%s): %s"
              .formatted(where, format.spoken(), RootCause.text(failure), remedy(format)),
          failure);
    }
  }

  private static String remedy(TableFormat format) {
    return switch (format) {
      case AVRO ->
          "add --packages org.apache.spark:spark-avro_2.12 in Spark's own version, or write the table as Parquet";
      case DELTA -> "add --packages io.delta:delta-spark_2.12 and its two settings of Spark";
      case ICEBERG -> "add --packages org.apache.iceberg:iceberg-spark-runtime and its catalog";
      case HUDI -> "add --packages org.apache.hudi:hudi-spark-bundle";
      case TABLE -> "check its name and the catalog's settings of Spark";
      default -> "write the table again, or name another";
    };
  }
}
