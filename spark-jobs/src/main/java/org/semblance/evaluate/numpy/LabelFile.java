package org.semblance.evaluate.numpy;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;
import org.semblance.table.LiteralReads;

/**
 * What a file tells of the rows of an array: {@code .npy} of labels; {@code .csv} with a header and
 * any columns, or one column of labels with or without a header; else text, a label a line.
 *
 * @param rows how many rows there must be
 */
record LabelFile(SparkSession spark, Path path, int rows, String array) {

  private static final String LABEL = "label";

  List<LabelColumn> columns() {
    String name = path.getName();
    if (name.endsWith(".npy")) {
      return List.of(ofArray());
    }
    return name.endsWith(".csv") ? ofCsv() : List.of(ofLines());
  }

  private LabelColumn ofArray() {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    ArrayFile file = ArrayFile.open(path, hadoop);
    if (file.header().shape().isEmpty() || file.columns() != 1) {
      throw SemblanceException.data(
          "%s has shape %s: save one label a row".formatted(path, file.header().shape()));
    }
    requireRows(file.rows());
    try {
      return LabelColumn.of(LABEL, file, file.read(0, rows, hadoop));
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  private List<LabelColumn> ofCsv() {
    List<Row> lines =
        LiteralReads.reader(spark)
            .option("header", "false")
            .option("multiLine", "true")
            .option("escape", "\"")
            .option("mode", "FAILFAST")
            .csv(path.toString())
            .collectAsList();
    int width = lines.isEmpty() ? 0 : lines.get(0).size();
    boolean hasHeader = width > 1 || lines.size() == rows + 1;
    List<Row> values = hasHeader && !lines.isEmpty() ? lines.subList(1, lines.size()) : lines;
    requireRows(values.size());
    List<LabelColumn> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int column = i;
      String name = width == 1 ? LABEL : lines.get(0).getString(i).strip();
      columns.add(
          LabelColumn.ofTexts(
              name, values.stream().map(row -> text(row, column)).toArray(String[]::new)));
    }
    return columns;
  }

  private static String text(Row row, int column) {
    return row.isNullAt(column) ? "" : row.getString(column);
  }

  private LabelColumn ofLines() {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                path.getFileSystem(hadoop).open(path), StandardCharsets.UTF_8.newDecoder()))) {
      String[] lines = reader.lines().map(String::strip).toArray(String[]::new);
      requireRows(lines.length);
      return LabelColumn.ofTexts(LABEL, lines);
    } catch (FileNotFoundException missing) {
      throw SemblanceException.data(path + " does not exist: name another file in --labels");
    } catch (CharacterCodingException malformed) {
      throw SemblanceException.data(path + " is not UTF-8: write the labels as UTF-8 text");
    } catch (IOException | UncheckedIOException failure) {
      throw unreadable(failure);
    }
  }

  private void requireRows(int found) {
    if (found != rows) {
      throw SemblanceException.data(
          "%s has %d labels but %s %d rows: write one label a row, in the same order"
              .formatted(path, found, array, rows));
    }
  }

  private SemblanceException unreadable(Exception failure) {
    return SemblanceException.data(
        "%s cannot be read (%s): check the path and its permissions"
            .formatted(path, RootCause.text(failure)));
  }
}
