package org.semblance.evaluate;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.LocalSpark;
import org.semblance.config.Settings;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.eval.metric.Convention;
import org.semblance.eval.metric.PrecisionAtK;
import org.semblance.eval.metric.Ranking;
import org.semblance.eval.metric.RetrievalEvaluation;
import org.semblance.eval.metric.RetrievalReport;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.NeighborSearch;
import org.semblance.eval.search.Similarity;
import org.semblance.evaluate.open.EmbeddingLocation;
import org.semblance.evaluate.read.BadRow;
import org.semblance.evaluate.settings.ColumnSettings;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.evaluate.settings.InvalidRows;
import org.semblance.evaluate.settings.PlanChoice;
import org.semblance.evaluate.settings.SamplingSettings;
import org.semblance.evaluate.settings.SearchSettings;
import org.semblance.evaluate.write.WorstQuery;
import org.semblance.fault.SemblanceException;
import org.semblance.math.ScoreKernels;
import org.semblance.report.ReportSettings;
import org.semblance.report.ReportSources;
import org.semblance.report.WriteReport;

@ExtendWith(LocalSpark.class)
class EvaluateEmbeddingsIT {

  private static final EmbeddingSet SET = EvaluateFixture.embeddings(700);

  private static final String FILTER = "label in ('class-003', 'class-008', 'class-014')";

  @TempDir Path folder;

  private EvaluationResult evaluate(
      SparkSession spark, Dataset<Row> table, EvaluateSettings settings) {
    String path = folder.resolve("embeddings").toString();
    table.write().mode("overwrite").parquet(path);
    return new EvaluateEmbeddings(
            spark,
            settings,
            new org.apache.hadoop.fs.Path(path),
            new org.apache.hadoop.fs.Path(folder.resolve("out").toString()))
        .execute();
  }

  private static EvaluateSettings settings(int blockRows) {
    return EvaluateFixture.settings(EvaluateFixture.COLUMNS, blockRows);
  }

  @Test
  void agreesWithTheEvaluationInMemory(SparkSession spark) throws IOException {
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 3, 1);
    EvaluationResult result = evaluate(spark, table, settings(100));
    RetrievalReport expected =
        new RetrievalEvaluation(settings(100).retrieval(), ScoreKernels.best()).self(SET);
    assertThat(result.metrics()).containsAllEntriesOf(expected.micro());
    assertThat(result.macro()).isEqualTo(expected.macro());
    assertThat(result.counts().queriesWithoutMatch()).isEqualTo(expected.queriesWithoutMatch());
    assertThat(result.metrics()).containsKeys("nmi", "ami", "f1", "pi-ratio", "rho");
    Interval interval = requireNonNull(result.intervals().get("recall@1"));
    assertThat(expected.recallAt(1)).isBetween(interval.low(), interval.high());
    JsonNode written = new ObjectMapper().readTree(folder.resolve("out/metrics.json").toFile());
    assertThat(written.get("metrics").get("map@r").asDouble()).isEqualTo(expected.mapAtR());
    assertThat(written.get("counts").get("queries").asInt()).isEqualTo(700);
    assertThat(written.get("worst-queries")).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "2, 2, 100", "7, 3, 37", "5, 4, 1", "3, 5, 5000"})
  void givesTheSameBitsForAnyPartitionsOrderAndBlocks(
      int partitions, long seed, int blockRows, SparkSession spark) {
    EvaluationResult first =
        evaluate(spark, EvaluateFixture.table(spark, SET, 2, 9), settings(200));
    EvaluationResult other =
        evaluate(spark, EvaluateFixture.table(spark, SET, partitions, seed), settings(blockRows));
    assertThat(other.metrics()).isEqualTo(first.metrics());
    assertThat(other.macro()).isEqualTo(first.macro());
    assertThat(other.intervals()).isEqualTo(first.intervals());
    assertThat(other.worstQueries()).isEqualTo(first.worstQueries());
    assertThat(other.confusions()).isEqualTo(first.confusions());
    assertThat(other.counts()).isEqualTo(first.counts());
  }

  @ParameterizedTest
  @CsvSource({"2, 100", "7, 37", "1, 5000"})
  void blocksInFilesGiveTheBitsOfTheBroadcast(int partitions, int blockRows, SparkSession spark) {
    Dataset<Row> table = EvaluateFixture.table(spark, SET, partitions, 4);
    EvaluationResult broadcast = evaluate(spark, table, settings(200));
    EvaluationResult files =
        evaluate(
            spark,
            table,
            EvaluateFixture.settings(EvaluateFixture.COLUMNS, blockRows, PlanChoice.FILES));
    assertThat(files.definitions().get("plan")).startsWith("blocks in files, each pair once");
    assertThat(files.metrics()).isEqualTo(broadcast.metrics());
    assertThat(files.macro()).isEqualTo(broadcast.macro());
    assertThat(files.intervals()).isEqualTo(broadcast.intervals());
    assertThat(files.worstQueries()).isEqualTo(broadcast.worstQueries());
    assertThat(files.confusions()).isEqualTo(broadcast.confusions());
    assertThat(folder.resolve("out/blocks")).doesNotExist();
  }

  @Test
  void takesDoublesMlVectorsTextIdsAndNumericLabels(SparkSession spark) {
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 2, 1);
    EvaluationResult expected = evaluate(spark, table, settings(0));
    Dataset<Row> doubles = table.withColumn("vector", table.col("vector").cast("array<double>"));
    assertThat(evaluate(spark, doubles, settings(0)).metrics()).isEqualTo(expected.metrics());
    Dataset<Row> vectors =
        doubles.withColumn("vector", functions.array_to_vector(doubles.col("vector")));
    assertThat(evaluate(spark, vectors, settings(0)).metrics()).isEqualTo(expected.metrics());
    Dataset<Row> renamed =
        table.selectExpr(
            "lpad(cast(image_id as string), 9, '0') as `the id`",
            "1099511627776 + cast(substr(label, 7) as long) as class",
            "vector as emb");
    ColumnSettings columns = new ColumnSettings("the id", "class", "emb", "", "", "", "", "");
    EvaluationResult result = evaluate(spark, renamed, EvaluateFixture.settings(columns, 0));
    assertThat(result.metrics()).isEqualTo(expected.metrics());
    assertThat(result.worstQueries().get(0).id()).isInstanceOf(String.class);
    Row neighbor = spark.read().parquet(folder.resolve("out/neighbors").toString()).first();
    assertThat(neighbor.getString(0)).hasSize(9).isNotEqualTo(neighbor.getString(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image_id, label, upper(split) as split, vector",
        "vector, cast(image_id as int) as image_id, split, cast(substr(label, 7) as short) as label",
        "image_id, cast(substr(label, 7) as double) as label, vector, split",
      })
  void takesColumnsInAnyOrderAndOfAnyType(String columns, SparkSession spark) {
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 3, 1);
    EvaluationResult expected = evaluate(spark, table, settings(0));
    Dataset<Row> others = table.withColumn("split", lit("train")).limit(50);
    EvaluationResult result =
        evaluate(
            spark, table.union(others).selectExpr(columns.split(", (?![^(]*\\))")), settings(0));
    for (String metric : List.of("recall@1", "map@r", "map", "rho", "pi-ratio")) {
      assertThat(result.metrics())
          .containsEntry(metric, requireNonNull(expected.metrics().get(metric)));
    }
    assertThat(result.counts()).isEqualTo(expected.counts());
  }

  @Test
  void readsOnlyTheFoldersOfATableThatTakePart(SparkSession spark) throws IOException {
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 3, 1);
    EvaluationResult expected = evaluate(spark, table, settings(0));
    Path source = folder.resolve("by-split");
    table
        .union(table.withColumn("split", lit("train")))
        .write()
        .partitionBy("split")
        .parquet(source.toString());
    try (Stream<Path> training = Files.list(source.resolve("split=train"))) {
      for (Path file : training.filter(Files::isRegularFile).toList()) {
        Files.writeString(file, "not read");
      }
    }
    EvaluationResult result =
        new EvaluateEmbeddings(
                spark,
                settings(0),
                new org.apache.hadoop.fs.Path(source.toString()),
                new org.apache.hadoop.fs.Path(folder.toString(), "out"))
            .execute();
    assertThat(result.metrics()).isEqualTo(expected.metrics());
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", ""})
  void leavesOutWhatAFilterOfTheCallerLeavesOut(String split, SparkSession spark) {
    ColumnSettings columns =
        new ColumnSettings("image_id", "label", "vector", split, "", "", "", "");
    EvaluateSettings settings = EvaluateFixture.settings(columns, 0);
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 3, 1);
    EvaluationResult expected = evaluate(spark, table.where(FILTER), settings);
    String path = folder.resolve("whole").toString();
    table.write().parquet(path);
    EvaluationResult result =
        new MeasureTable(spark, settings, Optional.empty())
            .measure(spark.read().parquet(path).where(FILTER));
    assertThat(result.counts()).isEqualTo(expected.counts());
    assertThat(result.metrics()).isEqualTo(expected.metrics());
  }

  @Test
  void writesTheNearestRowsOfEachQuery(SparkSession spark) {
    evaluate(spark, EvaluateFixture.table(spark, SET, 2, 1), settings(100));
    List<List<NeighborSearch.Neighbor>> expected =
        new NeighborSearch(Similarity.COSINE, ScoreKernels.best()).nearest(SET, SET, 3);
    List<Row> rows =
        spark
            .read()
            .parquet(folder.resolve("out/neighbors").toString())
            .orderBy("image_id", "rank")
            .collectAsList();
    assertThat(rows).hasSize(3 * SET.ids().length);
    Map<Long, Integer> places = new LinkedHashMap<>();
    IntStream.range(0, SET.ids().length).forEach(i -> places.put(SET.ids()[i], i));
    for (Row row : rows) {
      int query = requireNonNull(places.get(row.getLong(0)));
      NeighborSearch.Neighbor neighbor = expected.get(query).get(row.getInt(1) - 1);
      assertThat(row.getLong(2)).isEqualTo(neighbor.id());
      assertThat(row.getFloat(3)).isEqualTo(neighbor.score());
      boolean isMatch =
          SET.labels()[query] == SET.labels()[requireNonNull(places.get(neighbor.id()))];
      assertThat(row.getBoolean(4)).isEqualTo(isMatch);
    }
  }

  @Test
  void comparesQueriesWithAGallery(SparkSession spark) {
    Dataset<Row> table =
        EvaluateFixture.table(spark, SET, 2, 1)
            .selectExpr(
                "image_id",
                "label",
                "if(image_id % 4 = 0, 'query', if(image_id % 4 = 1, 'test', 'gallery')) as split",
                "vector");
    EvaluationResult result = evaluate(spark, table, settings(100));
    assertCompared(result);
  }

  /** Ids of remainder 0 and 1 by 4 as queries, of 1, 2 and 3 as the gallery. */
  private static void assertCompared(EvaluationResult result) {
    RetrievalReport expected =
        new RetrievalEvaluation(settings(0).retrieval(), ScoreKernels.best())
            .between(part(SET, 0, 1), part(SET, 1, 2, 3));
    assertThat(result.metrics()).containsAllEntriesOf(expected.micro());
    assertThat(result.counts().galleryRows()).isEqualTo(expected.galleryRows());
  }

  private static EmbeddingSet part(EmbeddingSet set, int... remainders) {
    int[] rows =
        IntStream.range(0, set.ids().length)
            .filter(i -> Arrays.stream(remainders).anyMatch(r -> set.ids()[i] % 4 == r))
            .toArray();
    float[] vectors = new float[rows.length * set.dimension()];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(
          set.vectors(), rows[i] * set.dimension(), vectors, i * set.dimension(), set.dimension());
    }
    return EmbeddingSet.of(
        vectors,
        set.dimension(),
        Arrays.stream(rows).mapToLong(row -> set.ids()[row]).toArray(),
        Arrays.stream(rows).map(row -> set.labels()[row]).toArray());
  }

  @Test
  void flagsTellQueriesFromTheGalleryAndMayBeTheCategory(SparkSession spark) {
    Dataset<Row> table =
        EvaluateFixture.table(spark, SET, 2, 1)
            .selectExpr(
                "image_id",
                "label",
                "vector",
                "image_id % 4 < 2 as asked",
                "image_id % 4 > 0 as kept");
    ColumnSettings columns =
        new ColumnSettings("image_id", "label", "vector", "", "asked", "kept", "kept", "");
    EvaluationResult result = evaluate(spark, table, EvaluateFixture.settings(columns, 0));
    assertCompared(result);
    assertThat(result.categories()).containsOnlyKeys("true", "false");
  }

  @Test
  void reportsByCategory(SparkSession spark) throws IOException {
    Dataset<Row> table =
        EvaluateFixture.table(spark, SET, 2, 1).withColumn("kind", expr("substr(label, 9, 1)"));
    ColumnSettings columns =
        new ColumnSettings("image_id", "label", "vector", "split", "", "", "kind", "");
    EvaluationResult result = evaluate(spark, table, EvaluateFixture.settings(columns, 0));
    Dataset<Row> written = spark.read().parquet(folder.resolve("out/per-category").toString());
    assertThat(written.count()).isEqualTo(result.categories().size());
    long queries = written.agg(Map.of("queries", "sum")).first().getLong(0);
    assertThat(queries).isEqualTo(700);
    Dataset<Row> classes = spark.read().parquet(folder.resolve("out/per-class").toString());
    assertThat(classes.count()).isEqualTo(result.counts().classes());
    assertShown(result, page(spark, columns, result));
  }

  /** What the page draws. */
  private JsonNode page(SparkSession spark, ColumnSettings columns, EvaluationResult result)
      throws IOException {
    org.apache.hadoop.fs.Path out = new org.apache.hadoop.fs.Path(folder.toString(), "out");
    ReportSources sources =
        new ReportSources(
            "fixture",
            EmbeddingLocation.of(folder.resolve("embeddings").toString()),
            EvaluateFixture.settings(columns, 0),
            Optional.of(new org.apache.hadoop.fs.Path(out, "neighbors")),
            Optional.empty(),
            result,
            new org.apache.hadoop.fs.Path(out, "per-class"),
            Optional.of(new org.apache.hadoop.fs.Path(out, "per-category")),
            Optional.empty(),
            Map.of(),
            "");
    new WriteReport(spark, new ReportSettings(4, 2, 16, 0, 1, 5), sources, out).execute();
    String page = Files.readString(folder.resolve("out").resolve(WriteReport.PAGE));
    String start = "id=\"data\">";
    return new ObjectMapper()
        .readTree(page.substring(page.indexOf(start) + start.length(), page.indexOf("</script>")));
  }

  private static void assertShown(EvaluationResult result, JsonNode page) {
    double former = 0;
    for (JsonNode category : page.path("categories")) {
      Map<String, Double> means =
          requireNonNull(result.categories().get(category.path("name").asText()));
      double map = category.path("metrics").path("map@r").asDouble();
      assertThat(means).containsEntry("map@r", map);
      assertThat(map).isGreaterThanOrEqualTo(former);
      former = map;
    }
    assertThat(page.path("categories")).isNotEmpty();
    assertThat(page.path("worst")).hasSameSizeAs(result.worstQueries());
    for (int i = 0; i < 4; i++) {
      WorstQuery query = result.worstQueries().get(i);
      assertThat(page.path("worst").path(i).path("matches").asInt()).isEqualTo(query.relevant());
      JsonNode shown = page.path("worstShown").path(i);
      assertThat(shown.path("query").path("image").asText()).isEqualTo(query.id().toString());
      assertThat(shown.path("neighbors")).hasSize(2);
    }
    assertThat(page.path("examples")).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  void furtherMetricsAreMeasuredAndEveryFigureHasAMeaning(
      Convention convention, SparkSession spark) {
    EvaluateSettings further =
        Settings.from(settings(0))
            .with("convention", convention)
            .with("metrics", List.of(new PrecisionAtK(3)))
            .build();
    EvaluationResult result = evaluate(spark, EvaluateFixture.table(spark, SET, 2, 1), further);
    assertThat(result.metrics()).containsKey("precision@3");
    assertThat(spark.read().parquet(folder.resolve("out/per-class").toString()).columns())
        .contains("precision@3");
    assertThat(result.metrics().keySet())
        .allSatisfy(metric -> assertThat(result.meaning(metric)).as(metric).isNotEmpty());
  }

  @Test
  void aSampleOfTheQueriesHasAnInterval(SparkSession spark) {
    EvaluateSettings all = settings(0);
    EvaluateSettings sampled =
        Settings.from(all)
            .with("neighbors", 0)
            .with("worst-queries", 3)
            .with("bootstrap-resamples", 0)
            .with("sampling", new SamplingSettings(500, 300))
            .with("geometry", false)
            .build();
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 2, 1);
    EvaluationResult exact = evaluate(spark, table, all);
    EvaluationResult sample = evaluate(spark, table, sampled);
    assertThat(sample.counts().queries()).isEqualTo(300);
    assertThat(sample.counts().allQueries()).isEqualTo(700);
    assertThat(sample.counts().galleryRows()).isEqualTo(700);
    double recall = exact.metrics().getOrDefault("recall@1", Double.NaN);
    assertThat(sample.metrics().get("recall@1")).isCloseTo(recall, within(0.1));
    Interval interval = requireNonNull(sample.intervals().get("recall@1"));
    assertThat(recall).isBetween(interval.low(), interval.high());
  }

  @ParameterizedTest
  @CsvSource({"AUTO, 1", "FILES, 7"})
  void approximateSearchOfWholeBlocksIsExact(PlanChoice plan, int partitions, SparkSession spark) {
    EvaluateSettings settings = approximate(plan);
    Dataset<Row> table = EvaluateFixture.table(spark, SET, partitions, partitions);
    EvaluationResult result = evaluate(spark, table, settings);
    RetrievalReport exact =
        new RetrievalEvaluation(settings.retrieval(), ScoreKernels.best()).self(SET);
    assertThat(result.definitions().get("search")).contains("hnsw, m 12", "6 graphs");
    // The largest class makes lists longer than a block: nothing can be missed.
    assertThat(result.metrics()).containsAllEntriesOf(exact.micro());
    assertThat(result.metrics()).containsEntry("search-recall@1", 1.0);
    assertThat(result.metrics()).containsEntry("search-recall@8", 1.0);
    assertThat(result.metrics()).containsEntry("search-recall@r", 1.0);
    assertThat(spark.read().parquet(folder.resolve("out/neighbors").toString()).count())
        .isEqualTo(700L * settings.neighbors());
  }

  private static EvaluateSettings approximate(PlanChoice plan) {
    EvaluateSettings exact = EvaluateFixture.settings(EvaluateFixture.COLUMNS, 100, plan);
    return Settings.from(exact)
        .with("ranking", Ranking.TOP)
        .with("search", new SearchSettings.Hnsw(12, 100, 100, 50))
        .build();
  }

  @Test
  void namesTheRowsItCannotMeasure(SparkSession spark) {
    Dataset<Row> table =
        EvaluateFixture.table(spark, SET, 2, 1)
            .selectExpr(
                "image_id",
                "if(image_id = 12, null, label) as label",
                "split",
                "if(image_id = 9, transform(vector, x -> float('NaN')), vector) as vector");
    assertThatThrownBy(() -> evaluate(spark, table, settings(0)))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "2 rows of the embeddings cannot be measured (row 12: label is null; row 9: vector"
                + " holds NaN, infinity, null or a number that float32 cannot hold): mend them or set"
                + " evaluate.invalid-rows to reject");
    EvaluateSettings base = settings(0);
    EvaluateSettings rejecting =
        Settings.from(base)
            .with("invalid-rows", InvalidRows.REJECT)
            .with("neighbors", 0)
            .with("worst-queries", 0)
            .with("bootstrap-resamples", 0)
            .build();
    EvaluationResult result = evaluate(spark, table, rejecting);
    assertThat(result.counts().rejectedRows()).isEqualTo(2);
    assertThat(result.counts().queries()).isEqualTo(698);
    assertThat(result.rejected()).extracting(BadRow::id).containsExactlyInAnyOrder("9", "12");
  }

  @Test
  void namesWhatIsWrongWithATable(SparkSession spark) {
    Dataset<Row> table = EvaluateFixture.table(spark, SET, 1, 1);
    assertFault(
        spark,
        table.selectExpr(
            "image_id", "label", "split", "if(image_id = 9, array(1f), vector) as vector"),
        "row 9 ");
    assertFault(spark, table.drop("label"), "the embeddings have no column 'label'");
    assertFault(
        spark,
        table.selectExpr("image_id", "label", "split", "'x' as vector"),
        "column vector must be a list of numbers or a vector, found string");
    assertFault(
        spark,
        table.selectExpr("image_id div 6 * 6 as image_id", "label", "split", "vector"),
        "occurs twice in the gallery: ids must tell rows apart");
    assertFault(
        spark,
        table.selectExpr("image_id", "label", "'train' as split", "vector"),
        "the embeddings have no row to measure");
    assertFault(
        spark,
        table.selectExpr("image_id", "label", "'query' as split", "vector"),
        "the embeddings have 700 query rows and 0 gallery rows");
  }

  @Test
  void namesFlagsThatAreNotBoolean(SparkSession spark) {
    Dataset<Row> table =
        EvaluateFixture.table(spark, SET, 1, 1)
            .withColumn("asked", lit(2))
            .withColumn("kept", lit(true));
    ColumnSettings columns =
        new ColumnSettings("image_id", "label", "vector", "", "asked", "kept", "", "");
    assertFault(
        spark, table, EvaluateFixture.settings(columns, 0), ": asked is 2, neither true nor false");
  }

  private void assertFault(SparkSession spark, Dataset<Row> table, String message) {
    assertFault(spark, table, settings(0), message);
  }

  private void assertFault(
      SparkSession spark, Dataset<Row> table, EvaluateSettings settings, String message) {
    assertThatThrownBy(() -> evaluate(spark, table, settings))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining(message);
    assertThat(folder.resolve("out/metrics.json")).doesNotExist();
  }
}
