package org.semblance.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.compare.Comparison.Changes;
import org.semblance.compare.Comparison.Metric;
import org.semblance.compare.Comparison.Nearest;
import org.semblance.compare.Comparison.PairedDifference;
import org.semblance.eval.compare.PairedBootstrap;
import org.semblance.eval.metric.Bootstrap;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.evaluate.EvaluateEmbeddings;
import org.semblance.evaluate.EvaluationResult;
import org.semblance.evaluate.settings.EvaluateFixture;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.fault.SemblanceException;

/** Comparison of embeddings with those that are blurred by noise. */
@ExtendWith(LocalSpark.class)
class CompareResultsIT {

  private static final EmbeddingSet SET = EvaluateFixture.embeddings(400);
  private static final EvaluateSettings SETTINGS =
      EvaluateFixture.settings(EvaluateFixture.COLUMNS, 100);

  @TempDir private Path folder;

  @BeforeEach
  void writeTables(SparkSession spark) {
    write(spark, SET, "sharp");
    write(spark, blurred(3), "blurred");
  }

  private void write(SparkSession spark, EmbeddingSet set, String name) {
    EvaluateFixture.table(spark, set, 2, 1).write().parquet(at(name));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static EmbeddingSet blurred(double noise) {
    SplittableRandom random = new SplittableRandom(5);
    float[] vectors = SET.vectors().clone();
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] += (float) (noise * random.nextDouble(-1, 1));
    }
    return EmbeddingSet.of(vectors, SET.dimension(), SET.ids(), SET.labels());
  }

  private EvaluationResult evaluate(SparkSession spark, String table, String run) {
    return new EvaluateEmbeddings(
            spark,
            SETTINGS,
            new org.apache.hadoop.fs.Path(at(table)),
            new org.apache.hadoop.fs.Path(at(run), "evaluation"))
        .execute();
  }

  private Comparison compare(SparkSession spark, List<String> names, String... required) {
    List<ComparedResult> results =
        new ReadResults(spark, SETTINGS, new org.apache.hadoop.fs.Path(at("out")))
            .at(names.stream().map(this::at).toList());
    return new CompareResults(spark, results, new PairedBootstrap(new Bootstrap(300, 1)))
        .run(Arrays.stream(required).map(Requirement::parse).toList());
  }

  private static Metric metric(Comparison comparison, String name) {
    return comparison.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double gain(String metric, EvaluationResult from, EvaluationResult to) {
    return Objects.requireNonNull(to.metrics().get(metric))
        - Objects.requireNonNull(from.metrics().get(metric));
  }

  @Test
  void saysWhichIsBetterAndWhere(SparkSession spark) throws IOException {
    EvaluationResult blurred = evaluate(spark, "blurred", "a");
    EvaluationResult sharp = evaluate(spark, "sharp", "b");
    Files.writeString(folder.resolve("a/config.yaml"), "train: {epochs: 4, seed: 1}\nname: a\n");
    Files.writeString(folder.resolve("b/config.yaml"), "train: {epochs: 12, seed: 1}\nname: b\n");
    Comparison comparison =
        compare(
            spark,
            List.of("a", "b"),
            "recall@1 >= A - 0.005",
            "map@r > 0.999",
            "accuracy >= A",
            "eer <= A");
    PairedDifference difference =
        Objects.requireNonNull(metric(comparison, "map@r").differences().get("B"));
    assertThat(Objects.requireNonNull(difference.value()))
        .isCloseTo(gain("map@r", blurred, sharp), within(1e-9));
    assertThat(difference.verdict()).isEqualTo("better");
    assertThat(Objects.requireNonNull(difference.low()))
        .isPositive()
        .isLessThan(gain("map@r", blurred, sharp));
    assertThat(metric(comparison, "nmi").differences().get("B")).isNotNull();
    assertThat(Objects.requireNonNull(metric(comparison, "nmi").differences().get("B")).low())
        .isNull();
    assertThat(comparison.settings())
        .extracting(setting -> setting.key() + " " + setting.values())
        .containsExactly("name {A=a, B=b}", "train.epochs {A=4, B=12}");
    assertThat(comparison.notes()).isEmpty();
    Changes changes = comparison.changes().get(0);
    assertThat(changes.classesGained()).isNotEmpty();
    assertThat(changes.classesGained()).allMatch(one -> one.other() > one.base());
    assertThat(changes.classesLost()).allMatch(one -> one.other() < one.base());
    Nearest nearest = Objects.requireNonNull(changes.nearest());
    assertThat(nearest.both() + nearest.onlyBase() + nearest.onlyOther() + nearest.neither())
        .isEqualTo(400);
    long gained = nearest.onlyOther() - nearest.onlyBase();
    assertThat(gained / (400.0 - sharp.counts().queriesWithoutMatch()))
        .isCloseTo(gain("recall@1", blurred, sharp), within(1e-9));
    assertThat(changes.queriesGained()).hasSize(8);
    assertThat(changes.queriesGained().get(0).other()).hasSize(3).allMatch(one -> one.match());
    assertThat(changes.queriesGained().get(0).base()).noneMatch(one -> one.match());
    assertThat(comparison.requirements())
        .extracting(outcome -> outcome.holds())
        .containsExactly(true, false, false, false);
    assertThat(ComparisonText.failures(comparison).get(1))
        .startsWith("required accuracy >= A: accuracy was not measured: have [recall@1,");
    StringWriter text = new StringWriter();
    ComparisonText.print(comparison, new PrintWriter(text));
    assertThat(text.toString()).contains("recall@1  ").contains("better");
  }

  @Test
  void takesTablesOfEmbeddingsAndMoreThanTwo(SparkSession spark) {
    write(spark, blurred(1), "fair");
    Comparison comparison = compare(spark, List.of("sharp", "fair", "blurred"));
    Metric map = metric(comparison, "map@r");
    assertThat(map.values().keySet()).containsExactly("A", "B", "C");
    assertThat(Objects.requireNonNull(map.differences().get("C")).verdict()).isEqualTo("worse");
    assertThat(folder.resolve("out/evaluation-B/metrics.json")).exists();
    assertThat(comparison.notes())
        .containsExactly("the configuration is not compared: A, B, C has no config.yaml");
    String page = new ComparisonPage(comparison, Map.of()).render();
    assertThat(page).contains("<h2>C beside A</h2>").contains("class-0");
    Comparison same = compare(spark, List.of("sharp", "sharp"));
    assertThat(metric(same, "map@r").differences().get("B"))
        .isEqualTo(new PairedDifference(0.0, 0.0, 0.0, "undecided"));
    assertThat(same.changes().get(0).classesGained()).isEmpty();
    assertThat(same.changes().get(0).queriesLost()).isEmpty();
  }

  @Test
  void refusesWhatCannotBeCompared(SparkSession spark) throws IOException {
    evaluate(spark, "sharp", "a");
    assertRefused(spark, List.of("a"), "compare takes 2 to 26 results, got 1");
    assertRefused(
        spark,
        List.of("a", "nothing"),
        at("nothing")
            + " does not exist: name a run directory, a folder that evaluate wrote, or a table of embeddings");
    Files.createDirectories(folder.resolve("young"));
    Files.writeString(folder.resolve("young/config.yaml"), "name: young\n");
    assertRefused(
        spark,
        List.of("a", "young"),
        at("young")
            + " is a run directory without evaluation/metrics.json: run semblance evaluate there first");
    EmbeddingSet fewer =
        EmbeddingSet.of(
            Arrays.copyOf(SET.vectors(), 399 * SET.dimension()),
            SET.dimension(),
            Arrays.copyOf(SET.ids(), 399),
            Arrays.copyOf(SET.labels(), 399));
    write(spark, fewer, "fewer");
    assertThatThrownBy(() -> compare(spark, List.of("a", "fewer")))
        .isInstanceOf(SemblanceException.class)
        .hasMessageMatching(
            "A \\(.*/a\\) and B \\(.*/fewer\\) cannot be compared: class class-\\d+ is \\d+ queries, \\d+ without a match in A, .* in B; evaluate both on the same rows with the same evaluate.convention");
    long[] ids = SET.ids().clone();
    ids[7] = 1;
    write(spark, EmbeddingSet.of(SET.vectors(), SET.dimension(), ids, SET.labels()), "others");
    assertThatThrownBy(() -> compare(spark, List.of("a", "others")))
        .hasMessageContaining("the set of ids and labels of the queries is ");
    assertThatThrownBy(() -> compare(spark, List.of("a", "a"), "recall@1 >= C"))
        .hasMessage("--require 'recall@1 >= C' names C, but the results are A to B");
  }

  @Test
  void olderResultsAreToldApartByTheirNeighbors(SparkSession spark) throws IOException {
    evaluate(spark, "sharp", "a");
    long[] ids = SET.ids().clone();
    ids[7] = 1;
    write(spark, EmbeddingSet.of(SET.vectors(), SET.dimension(), ids, SET.labels()), "others");
    evaluate(spark, "others", "b");
    for (String run : List.of("a", "b")) {
      Path metrics = folder.resolve(run).resolve("evaluation/metrics.json");
      Files.delete(metrics.resolveSibling(".metrics.json.crc"));
      Files.writeString(
          metrics, Files.readString(metrics).replaceFirst("\"query-set\" : \"[0-9a-f]+\",", ""));
    }
    assertThatThrownBy(() -> compare(spark, List.of("a", "b")))
        .hasMessage(
            "the results are not about the same queries: 1 is in the neighbors of only one of them; evaluate both on the same rows");
    assertThat(compare(spark, List.of("a", "a")).notes().get(0))
        .startsWith("not every result says which queries it is about");
    delete(folder.resolve("b/evaluation/neighbors"));
    assertThat(compare(spark, List.of("a", "b")).notes())
        .contains(
            "the queries that changed between A and B are not known: the table neighbors is not in both; evaluate with evaluate.neighbors");
    delete(folder.resolve("b/evaluation/per-class"));
    assertThatThrownBy(() -> compare(spark, List.of("a", "b")))
        .hasMessageEndingWith(
            "/b/evaluation has no table per-class beside metrics.json: evaluate again");
  }

  private static void delete(Path table) throws IOException {
    try (var files = Files.list(table)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(table);
  }

  private void assertRefused(SparkSession spark, List<String> names, String sentence) {
    assertThatThrownBy(() -> compare(spark, names))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(sentence);
  }
}
