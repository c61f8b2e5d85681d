package org.semblance.eval.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.semblance.eval.search.GoldenNumbers.assertNear;
import static org.semblance.eval.search.GoldenNumbers.ints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.GoldenNumbers;
import org.semblance.eval.search.Similarity;
import org.semblance.math.ScoreKernels;

/** The retrieval metrics of pytorch-metric-learning's AccuracyCalculator. */
class PmlMetricsGoldenTest {

  // The reference averages in float32.
  private static final double TOLERANCE = 2e-6;

  private static final Map<String, RetrievalMetric> METRICS = new LinkedHashMap<>();

  static {
    METRICS.put("precision_at_1", new RecallAtK(1));
    METRICS.put("r_precision", new RPrecision());
    METRICS.put("mean_average_precision_at_r", AveragePrecision.atR());
    METRICS.put("mean_average_precision", AveragePrecision.full());
    METRICS.put("mean_reciprocal_rank", new ReciprocalRank(RankLimits.NONE));
  }

  private static Stream<JsonNode> cases() {
    return GoldenFiles.matching("", PmlMetricsGoldenTest::hasForm).stream()
        .flatMap(file -> stream(file.content().get("cases")));
  }

  private static boolean hasForm(JsonNode content) {
    return content.path("cases").path(0).has("expected_knn_indices_after_self_removal");
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list.stream();
  }

  @TestFactory
  Stream<DynamicTest> metricsOfGivenNeighborLists() {
    return cases()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.get("name").asText(), () -> checkGivenLists(golden)));
  }

  private static void checkGivenLists(JsonNode golden) {
    int[] queryLabels = ints(golden.get("query_labels"));
    int[] galleryLabels = ints(galleryLabels(golden));
    boolean selfInGallery = golden.get("ref_includes_query").asBoolean();
    List<RetrievalMetric> metrics = List.copyOf(METRICS.values());
    Map<Integer, MetricTally> classes = new TreeMap<>();
    for (int i = 0; i < queryLabels.length; i++) {
      int label = queryLabels[i];
      int[] neighbors = ints(golden.get("expected_knn_indices_after_self_removal").get(i));
      int[] ranks = new int[neighbors.length];
      int hits = 0;
      for (int j = 0; j < neighbors.length; j++) {
        if (galleryLabels[neighbors[j]] == label) {
          ranks[hits++] = j + 1;
        }
      }
      int relevant =
          (int) Arrays.stream(galleryLabels).filter(other -> other == label).count()
              - (selfInGallery ? 1 : 0);
      classes
          .computeIfAbsent(label, key -> new MetricTally(metrics.size()))
          .add(
              new RankedMatches(Arrays.copyOf(ranks, hits), relevant, neighbors.length),
              metrics,
              Convention.PML);
    }
    List<ClassScores> scores =
        classes.entrySet().stream().map(e -> new ClassScores(e.getKey(), e.getValue())).toList();
    check(golden, RetrievalReport.of(metrics, scores, galleryLabels.length));
  }

  @TestFactory
  Stream<DynamicTest> metricsFromVectors() {
    return cases()
        .filter(golden -> golden.get("order_equals_float64_distance_then_index").asBoolean())
        .filter(PmlMetricsGoldenTest::searchesWholeGallery)
        .map(
            golden ->
                DynamicTest.dynamicTest(golden.get("name").asText(), () -> checkVectors(golden)));
  }

  private static boolean searchesWholeGallery(JsonNode golden) {
    int self = golden.get("ref_includes_query").asBoolean() ? 1 : 0;
    return golden.get("effective_k").asInt() >= galleryLabels(golden).size() - self;
  }

  private static void checkVectors(JsonNode golden) {
    boolean cosine = golden.get("distance").asText().startsWith("cosine");
    RetrievalOptions options =
        new RetrievalOptions(
            cosine ? Similarity.COSINE : Similarity.L2, Convention.PML, Ranking.FULL, List.of(1));
    RetrievalEvaluation evaluation = new RetrievalEvaluation(options, ScoreKernels.best());
    boolean inside = golden.get("ref_includes_query").asBoolean();
    EmbeddingSet queries =
        GoldenNumbers.set(golden.get("query"), golden.get("query_labels"), inside ? 0 : 1 << 20);
    if (golden.get("reference_is_query").asBoolean()) {
      check(golden, evaluation.self(queries));
      check(golden, evaluation.between(queries, queries));
    } else {
      EmbeddingSet gallery =
          GoldenNumbers.set(golden.get("reference"), golden.get("reference_labels"), 0);
      check(golden, evaluation.between(queries, gallery));
    }
  }

  private static JsonNode galleryLabels(JsonNode golden) {
    return golden.has("reference_labels")
        ? golden.get("reference_labels")
        : golden.get("query_labels");
  }

  private static void check(JsonNode golden, RetrievalReport report) {
    Map<String, String> names =
        Map.of(
            "precision_at_1", "recall@1",
            "r_precision", "r-precision",
            "mean_average_precision_at_r", "map@r",
            "mean_average_precision", "map",
            "mean_reciprocal_rank", "mrr");
    JsonNode expected = golden.get("expected");
    List<String> order = List.copyOf(report.micro().keySet());
    names.forEach(
        (theirs, ours) -> {
          assertNear(
              theirs,
              requireNonNull(report.micro().get(ours)),
              expected.get("micro").get(theirs),
              TOLERANCE);
          if (expected.has("macro")) {
            assertNear(
                theirs,
                requireNonNull(report.macro().get(ours)),
                expected.get("macro").get(theirs),
                TOLERANCE);
          }
          if (expected.has("per_class")) {
            checkClasses(report, order.indexOf(ours), expected.get("per_class").get(theirs));
          }
        });
    assertThat(expected.fieldNames())
        .toIterable()
        .isSubsetOf(List.of("micro", "macro", "per_class"));
    assertThat(expected.get("micro").fieldNames()).toIterable().isSubsetOf(names.keySet());
  }

  private static void checkClasses(RetrievalReport report, int metric, JsonNode expected) {
    List<MetricTally> scored =
        report.classes().stream()
            .map(ClassScores::tally)
            .filter(tally -> tally.count(metric) > 0)
            .toList();
    assertThat(scored).hasSize(expected.size());
    for (int i = 0; i < scored.size(); i++) {
      assertNear("class " + i, scored.get(i).mean(metric), expected.get(i), TOLERANCE);
    }
  }

  @TestFactory
  Stream<DynamicTest> distinguishesLabelsThatCollideInFloat() {
    return GoldenFiles.matching("", PmlMetricsGoldenTest::hasForm).stream()
        .flatMap(file -> stream(file.content().path("peer_quirks")))
        .filter(quirk -> quirk.has("correct_value"))
        .map(quirk -> DynamicTest.dynamicTest(quirk.get("name").asText(), () -> checkQuirk(quirk)));
  }

  private static void checkQuirk(JsonNode quirk) {
    RetrievalOptions options =
        new RetrievalOptions(Similarity.L2, Convention.PML, Ranking.FULL, List.of(1));
    RetrievalReport report =
        new RetrievalEvaluation(options, ScoreKernels.best())
            .between(
                GoldenNumbers.set(quirk.get("query"), quirk.get("query_labels"), 1000),
                GoldenNumbers.set(quirk.get("reference"), quirk.get("reference_labels"), 0));
    assertNear(
        "recall@1",
        report.recallAt(1),
        quirk.get("correct_value").get("precision_at_1"),
        TOLERANCE);
  }
}
