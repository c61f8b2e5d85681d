package org.semblance.evaluate.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.LocalSpark;
import org.semblance.evaluate.dataset.SparkTable;
import org.semblance.evaluate.input.EmbeddingSource;
import org.semblance.evaluate.parquet.ParquetSource;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.InvalidRows;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/**
 * Every type of Spark as id, label, element of a vector and further column, read from Parquet and
 * as Spark gives it: as it is meant, or refused with the name of the column.
 */
@ExtendWith(LocalSpark.class)
class SchemaFuzzIT {

  private static final int ROWS = 24;

  /** Expressions that make a value of each type of a number {@code n}, another for each. */
  private static final List<String> KEYS =
      List.of(
          "cast(n as byte)",
          "cast(n as short)",
          "cast(n as int)",
          "cast(n as long)",
          "cast(n as float) / 4",
          "cast(n as double) / 3",
          "cast(n as decimal(5, 1))",
          "cast(n as decimal(38, 10)) / 7",
          "concat('c', n)",
          "cast(concat('é', n) as string)",
          "cast(concat('c', n) as binary)",
          "unhex(concat('ff', lpad(hex(n), 2, '0')))",
          "date_add(date'2020-02-28', cast(n as int))",
          "timestamp_micros(1700000000000000 + n)",
          "cast(timestamp_micros(n) as timestamp_ntz)");

  /** Of which no value is a name. */
  private static final List<String> NO_KEYS =
      List.of("array(n)", "map('a', n)", "named_struct('a', n)", "array('a', cast(n as string))");

  private static final List<String> ELEMENTS =
      List.of("byte", "short", "int", "long", "float", "double", "decimal(9, 2)", "decimal(38, 4)");

  private static final List<String> NO_ELEMENTS =
      List.of("string", "boolean", "date", "timestamp", "binary");

  @TempDir private Path folder;

  @Test
  void anyTypeIsAnIdALabelOrAFurtherColumn(SparkSession spark) {
    for (String key : KEYS) {
      for (EmbeddingSource table :
          tables(
              spark,
              Map.of(
                  "id", key, "label", of(key, "(n % 5)"), "vector", vector("float"), "x", key))) {
        ReadEmbeddings read = read(table, InvalidRows.FAIL);
        assertThat(read.rows().count()).as(key).isEqualTo(ROWS);
        assertClasses(key, read, 5);
        assertThat(read.rows().ids().sorted().count()).as(key).isEqualTo(ROWS);
        assertThat(distinctIds(read)).as(key).isEqualTo(ROWS);
      }
    }
  }

  private static String of(String expression, String number) {
    return expression.replaceAll("\\bn\\b", number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "label"})
  void whatIsNoNameIsRefusedByItsColumn(String column, SparkSession spark) {
    for (String key : NO_KEYS) {
      Map<String, String> columns = new LinkedHashMap<>(plain());
      columns.put(column, key);
      for (EmbeddingSource table : tables(spark, columns)) {
        EvaluateSettings settings =
            EvaluateFixture.quick(
                new ColumnSettings("id", "label", "vector", "", "", "", "", ""), InvalidRows.FAIL);
        assertThatThrownBy(() -> EmbeddingChunks.of(table, settings))
            .isInstanceOf(SemblanceException.class)
            .hasMessageContaining("column " + column + " must be of integers or text, found ")
            .extracting(failure -> ((SemblanceException) failure).exitCode())
            .isEqualTo(ExitCode.DATA);
      }
    }
  }

  @Test
  void anyNumberIsAnElement(SparkSession spark) {
    float[] expected = null;
    for (String element : ELEMENTS) {
      Map<String, String> columns = new LinkedHashMap<>(plain());
      columns.put("vector", vector(element));
      for (EmbeddingSource table : tables(spark, columns)) {
        ReadEmbeddings read = read(table, InvalidRows.FAIL);
        float[] vectors = vectors(read);
        expected = expected == null ? vectors : expected;
        assertThat(vectors).as(element).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsNoNumberIsNoElement(SparkSession spark) {
    for (String element : NO_ELEMENTS) {
      Map<String, String> columns = new LinkedHashMap<>(plain());
      columns.put("vector", "array(cast(null as %s))".formatted(element));
      for (EmbeddingSource table : tables(spark, columns)) {
        assertThatThrownBy(() -> read(table, InvalidRows.FAIL))
            .as(element)
            .isInstanceOf(SemblanceException.class)
            .hasMessageContaining("has no column of vectors, only ")
            .hasMessageContaining("vector (");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label; if(n < 3, null, concat('c', n % 5))",
        "label; if(n < 3, '', concat('c', n % 5))",
        "label; if(n < 3, '  ', concat('c', n % 5))",
        "label; if(n < 3, double('NaN'), double(n % 5))",
        "label; if(n < 3, float('NaN'), float(n % 5))",
        "label; if(n < 3, null, n % 5)",
        "label; if(n < 3, unhex(''), unhex(concat('fe0', n % 5)))",
        "id; if(n < 3, null, n)",
        "id; if(n < 3, double('NaN'), double(n))",
        "id; if(n < 3, '', string(n))",
        "vector; if(n < 3, null, array(float(n % 5), 1f))",
        "vector; if(n < 3, array(null, 1f), array(float(n % 5), 1f))",
        "vector; if(n < 3, array(), array(float(n % 5), 1f))",
        "vector; if(n < 3, array(float('NaN'), 1f), array(float(n % 5), 1f))",
        "vector; if(n < 3, array(double('-Infinity'), 1d), array(double(n % 5), 1d))",
        "vector; if(n < 3, array(1e300d, 1d), array(double(n % 5), 1d))",
        "vector; if(n < 3, array(1e-300d, 1e-301d), array(double(n % 5), 1d))",
        "vector; if(n < 3, array(16777217, 1), array(int(n % 5), 1))",
        "vector; if(n < 3, array(9223372036854775807L, 1L), array(n % 5, 1L))",
      })
  void rowsThatCannotBeMeasuredAreCounted(String change, SparkSession spark) {
    int cut = change.indexOf("; ");
    Map<String, String> columns = new LinkedHashMap<>(plain());
    columns.put("label", "concat('c', n % 5)");
    columns.put(change.substring(0, cut), change.substring(cut + 2));
    for (EmbeddingSource table : tables(spark, columns)) {
      ReadEmbeddings read = read(table, InvalidRows.REJECT);
      assertThat(read.counts().rejectedRows()).isEqualTo(3);
      assertThat(read.rows().count()).isEqualTo(ROWS - 3);
      assertClasses(change, read, 5);
      assertThatThrownBy(() -> read(table, InvalidRows.FAIL))
          .isInstanceOf(SemblanceException.class)
          .hasMessageStartingWith("3 rows of the embeddings cannot be measured (row ");
    }
  }

  @Test
  void zeroHasOneName(SparkSession spark) {
    for (String type : List.of("float", "double")) {
      Map<String, String> columns = new LinkedHashMap<>(plain());
      columns.put("label", "cast(if(n %% 2 = 0, '0.0', '-0.0') as %s)".formatted(type));
      for (EmbeddingSource table : tables(spark, columns)) {
        assertThat(read(table, InvalidRows.FAIL).rows().labelNames().count()).isEqualTo(1);
      }
    }
  }

  private static Map<String, String> plain() {
    return Map.of("id", "n", "label", "concat('c', n % 5)", "vector", vector("float"));
  }

  private static String vector(String element) {
    return "array(cast(n %% 5 + 1 as %1$s), cast(n %% 3 - 1 as %1$s))".formatted(element);
  }

  /** The table as Parquet in three files, and as Spark gives it. */
  private List<EmbeddingSource> tables(SparkSession spark, Map<String, String> columns) {
    String path = folder.resolve("t" + System.nanoTime()).toString();
    List<String> expressions = new ArrayList<>();
    columns.forEach((name, expression) -> expressions.add(expression + " as " + name));
    Dataset<Row> table =
        spark
            .range(0, ROWS, 1, 3)
            .withColumnRenamed("id", "n")
            .selectExpr(expressions.toArray(new String[0]));
    table.write().parquet(path);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return List.of(
        ParquetSource.at(new org.apache.hadoop.fs.Path(path), context),
        new SparkTable("the table", table, Optional.of(() -> table)));
  }

  private static ReadEmbeddings read(EmbeddingSource table, InvalidRows invalid) {
    EmbeddingChunks chunks =
        EmbeddingChunks.of(table, EvaluateFixture.quick(EvaluateFixture.AUTO, invalid));
    return ReadEmbeddings.of(chunks.rows(), chunks.idsArePlaces(), invalid);
  }

  /** Every class has the rows of one remainder. */
  private static void assertClasses(String name, ReadEmbeddings read, int classes) {
    assertThat(read.rows().labelNames().count()).as(name).isEqualTo(classes);
  }

  private static long distinctIds(ReadEmbeddings read) {
    RowIds ids = read.rows().ids();
    return IntStream.range(0, ids.count()).mapToObj(ids::get).distinct().count();
  }

  private static float[] vectors(ReadEmbeddings read) {
    RowIds ids = read.rows().ids();
    RowIds sorted = ids.sorted();
    float[] vectors = new float[ids.count() * read.rows().dimension()];
    for (int row = 0; row < ids.count(); row++) {
      read.rows().copyVector(row, vectors, sorted.placeOf(ids, row) * read.rows().dimension());
    }
    return vectors;
  }
}
