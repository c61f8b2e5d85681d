package org.semblance.source.manifest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.source.SourceImage;
import org.semblance.source.files.FileEntry;
import org.semblance.source.files.FileTree;
import org.semblance.table.LiteralReads;

/** A Parquet table that lists images: the columns of a CSV file, of any type that has a text. */
public record ParquetManifest(ManifestColumns columns, Dataset<Row> table) {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Reads a row's fields as they would be written. */
  private record ToImage(ManifestColumns columns) implements Function<Row, SourceImage> {

    @Override
    public SourceImage call(Row row) {
      List<String> fields = new ArrayList<>(row.size());
      for (int column = 0; column < row.size(); column++) {
        fields.add(row.getString(column));
      }
      return columns.image(new ManifestRow(0, fields));
    }
  }

  /** Whether a file is Parquet, whatever its name. */
  public static boolean is(FileTree tree, FileEntry file) {
    if (file.isFolder()) {
      return file.name().endsWith(".parquet");
    }
    try (InputStream stream = tree.open(file)) {
      return Arrays.equals(stream.readNBytes(MAGIC.length), MAGIC);
    } catch (IOException failure) {
      return false;
    }
  }

  /** Reads the names of the columns. */
  public static ParquetManifest open(SparkSession spark, Path file, ManifestColumns.Chosen chosen) {
    Dataset<Row> table = LiteralReads.parquet(spark, file);
    return new ParquetManifest(
        ManifestColumns.of(List.of(table.columns()), chosen, file.getName()), table);
  }

  /** The images in the order of their rows. */
  public JavaRDD<SourceImage> images() {
    Column[] texts =
        Arrays.stream(table.columns())
            .map(name -> coalesce(col("`" + name + "`").cast("string"), lit("")))
            .toArray(Column[]::new);
    return table.select(texts).javaRDD().map(new ToImage(columns));
  }
}
