package org.semblance.evaluate;

import static org.apache.spark.sql.functions.lpad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.LocalSpark;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.evaluate.open.OpenEmbeddings;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.InvalidRows;
import org.semblance.fault.SemblanceException;

/** The same rows in every form that is read, the same figures to the last bit. */
@ExtendWith(LocalSpark.class)
class InputsIT {

  private static final EmbeddingSet SET = EvaluateFixture.embeddings(120);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"parquet, 1", "parquet, 5", "orc, 1", "orc, 4", "json, 1", "json, 3"})
  void everyFormatGivesTheSameBits(String format, int files, SparkSession spark) {
    EvaluationResult expected = evaluate(spark, parquet(spark, 2));
    String path = folder.resolve(format + files).toString();
    table(spark, files).write().format(format).save(path);
    EvaluationResult result = evaluate(spark, path);
    assertThat(result.metrics()).isEqualTo(expected.metrics());
    assertThat(result.counts()).isEqualTo(expected.counts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "concat('[', array_join(vector, ', '), ']') as vector",
        "array_join(vector, ' ') as v"
      })
  void vectorsInACsvAreListsOfNumbers(String vector, SparkSession spark) {
    String path = folder.resolve("t.csv").toString();
    table(spark, 2)
        .selectExpr("lpad(image_id, 5, '0') as image_id", "label", vector)
        .write()
        .option("header", "true")
        .csv(path);
    assertThat(evaluate(spark, path).metrics())
        .isEqualTo(evaluate(spark, parquet(spark, 2)).metrics());
  }

  @Test
  void vectorsInACsvAreColumnsOfComponents(SparkSession spark) {
    String path = folder.resolve("t.csv").toString();
    Dataset<Row> table = table(spark, 2);
    for (int i = 0; i < EvaluateFixture.DIMENSION; i++) {
      table = table.withColumn("v" + i, table.col("vector").getItem(i));
    }
    table
        .withColumn("image_id", lpad(table.col("image_id"), 5, "0"))
        .drop("vector")
        .write()
        .option("header", "true")
        .csv(path);
    assertThat(evaluate(spark, path).metrics())
        .isEqualTo(evaluate(spark, parquet(spark, 2)).metrics());
  }

  @Test
  void severalPathsAreOneTable(SparkSession spark) {
    Dataset<Row> table = table(spark, 1);
    table.where("image_id % 2 = 0").write().parquet(folder.resolve("even").toString());
    table.where("image_id % 2 = 1").write().orc(folder.resolve("odd").toString());
    EmbeddingLocation both =
        new EmbeddingLocation(
            List.of(folder.resolve("even").toString(), folder.resolve("odd").toString()),
            List.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(evaluate(spark, both).metrics())
        .isEqualTo(evaluate(spark, parquet(spark, 3)).metrics());
  }

  @Test
  void queriesAndGalleryAreTwoTables(SparkSession spark) {
    Dataset<Row> table = table(spark, 2);
    table
        .selectExpr(
            "image_id", "label", "vector", "if(image_id % 9 = 0, 'query', 'gallery') as split")
        .write()
        .parquet(folder.resolve("one").toString());
    table.where("image_id % 9 = 0").write().parquet(folder.resolve("q").toString());
    table.where("image_id % 9 != 0").write().parquet(folder.resolve("g").toString());
    EmbeddingLocation two =
        new EmbeddingLocation(
            List.of(folder.resolve("q").toString()),
            List.of(folder.resolve("g").toString()),
            Optional.empty(),
            Optional.empty());
    EvaluationResult one = evaluate(spark, folder.resolve("one").toString());
    assertThat(one.counts().galleryRows()).isEqualTo(80);
    assertThat(evaluate(spark, two).metrics()).isEqualTo(one.metrics());
  }

  @ParameterizedTest
  @CsvSource({"1, false", "3, false", "2, true"})
  void withoutIdsThePlaceOfARowIsItsId(int groups, boolean asOrc, SparkSession spark) {
    Dataset<Row> ordered = table(spark, 1).orderBy("image_id").coalesce(1);
    ordered.write().parquet(folder.resolve("ids").toString());
    Dataset<Row> rows = ordered.drop("image_id").coalesce(1);
    String path = folder.resolve("places").toString();
    if (asOrc) {
      rows.write().orc(path);
    } else {
      rows.write().option("parquet.block.size", 2048 / groups).parquet(path);
    }
    EvaluationResult result = evaluate(spark, path);
    assertThat(result.metrics())
        .isEqualTo(evaluate(spark, folder.resolve("ids").toString()).metrics());
  }

  @ParameterizedTest
  @CsvSource({"txt", "csv", "npy"})
  void anArrayGoesWithAFileOfLabels(String kind, SparkSession spark) throws IOException {
    Dataset<Row> rows = table(spark, 1).orderBy("image_id").coalesce(1);
    rows.drop("image_id").write().parquet(folder.resolve("rows").toString());
    List<Row> all = rows.collectAsList();
    Path array = folder.resolve("e.npy");
    ByteBuffer vectors =
        ByteBuffer.allocate(all.size() * EvaluateFixture.DIMENSION * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Row row : all) {
      row.<Float>getList(row.fieldIndex("vector")).forEach(vectors::putFloat);
    }
    npy(array, "<f4", "(%d, %d)".formatted(all.size(), EvaluateFixture.DIMENSION), vectors);
    Path labels = labels(kind, all);
    EvaluationResult result =
        evaluate(
            spark,
            new EmbeddingLocation(
                List.of(array.toString()),
                List.of(),
                Optional.of(labels.toString()),
                Optional.empty()));
    assertThat(result.metrics())
        .isEqualTo(evaluate(spark, folder.resolve("rows").toString()).metrics());
  }

  private Path labels(String kind, List<Row> rows) throws IOException {
    List<String> labels = rows.stream().map(row -> row.<String>getAs("label")).toList();
    Path path = folder.resolve("labels." + kind);
    if (kind.equals("npy")) {
      int length = labels.stream().mapToInt(String::length).max().orElseThrow();
      ByteBuffer texts =
          ByteBuffer.allocate(labels.size() * length * Integer.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      for (String label : labels) {
        for (int i = 0; i < length; i++) {
          texts.putInt(i < label.length() ? label.charAt(i) : 0);
        }
      }
      npy(path, "<U" + length, "(%d,)".formatted(labels.size()), texts);
      return path;
    }
    String head = kind.equals("csv") ? "file,label\n" : "";
    String lines =
        IntStream.range(0, labels.size())
            .mapToObj(i -> (kind.equals("csv") ? "\"a, " + i + "\"," : "") + labels.get(i) + "\n")
            .collect(Collectors.joining());
    return Files.writeString(path, head + lines);
  }

  private static void npy(Path path, String type, String shape, ByteBuffer content)
      throws IOException {
    String head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    String padded = head + " ".repeat(117 - head.length()) + "\n";
    try (OutputStream out = Files.newOutputStream(path)) {
      out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
      out.write(padded.getBytes(StandardCharsets.US_ASCII));
      byte[] bytes = new byte[content.rewind().remaining()];
      content.get(bytes);
      out.write(bytes);
    }
  }

  @Test
  void saysWhatIsMissing(SparkSession spark) throws IOException {
    Path array = folder.resolve("e.npy");
    npy(array, "<f4", "(2, 3)", ByteBuffer.allocate(24));
    assertRefused(spark, array.toString(), "holds vectors only: name a file with their labels");
    npy(array, "<f4", "(2, 4)", ByteBuffer.allocate(24));
    Path labels = Files.writeString(folder.resolve("l.txt"), "a\n");
    assertThatThrownBy(
            () ->
                evaluate(
                    spark,
                    new EmbeddingLocation(
                        List.of(array.toString()),
                        List.of(),
                        Optional.of(labels.toString()),
                        Optional.empty())))
        .hasMessageContaining("has 152 bytes where its head announces 160");
    assertRefused(spark, folder.resolve("none").toString(), "none does not exist: name another");
    assertRefused(spark, "table:no.such", "no.such cannot be read as a table of a catalog (");
    assertRefused(spark, "avro:" + array, "cannot be read as Avro (");
    Path page = Files.writeString(folder.resolve("page.html"), "<html>");
    assertRefused(spark, page.toString(), "page.html is neither Parquet nor ORC, Avro, CSV");
    Path arrow = Files.writeString(folder.resolve("e.feather"), "ARROW1..");
    assertRefused(spark, arrow.toString(), "e.feather is an Arrow file, which is not read: write");
    table(spark, 1)
        .selectExpr("label", "vector as a", "vector as b")
        .write()
        .parquet(folder.resolve("ab").toString());
    assertRefused(
        spark,
        folder.resolve("ab").toString(),
        "ab has several columns that may be the vectors, a (list<float>), b (list<float>): name one in evaluate.columns.vector");
  }

  private void assertRefused(SparkSession spark, String table, String message) {
    assertThatThrownBy(() -> evaluate(spark, table))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining(message);
  }

  private String parquet(SparkSession spark, int files) {
    String path = folder.resolve("expected" + files).toString();
    table(spark, files).write().mode("overwrite").parquet(path);
    return path;
  }

  private static Dataset<Row> table(SparkSession spark, int partitions) {
    return EvaluateFixture.table(spark, SET, partitions, partitions).drop("split");
  }

  private static EvaluationResult evaluate(SparkSession spark, String table) {
    return evaluate(spark, EmbeddingLocation.of(table));
  }

  private static EvaluationResult evaluate(SparkSession spark, EmbeddingLocation location) {
    EvaluateSettings settings = EvaluateFixture.quick(EvaluateFixture.AUTO, InvalidRows.FAIL);
    return new MeasureTable(spark, settings, Optional.empty())
        .measure(OpenEmbeddings.at(location, settings, spark));
  }
}
