package org.semblance.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.semblance.eval.search.GoldenNumbers.assertNear;
import static org.semblance.eval.search.GoldenNumbers.ints;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.GoldenFiles.Golden;
import org.semblance.eval.search.ClassSpread;
import org.semblance.eval.search.EmbeddingSet;
import org.semblance.eval.search.GoldenNumbers;
import org.semblance.eval.search.NeighborSearch;
import org.semblance.eval.search.Similarity;
import org.semblance.eval.search.SortedEmbeddings;
import org.semblance.eval.search.SpectralDecay;
import org.semblance.math.GramMatrix;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernels;

/** The same quantities as other projects compute them, each by its own convention. */
class PeerMetricsGoldenTest {

  // Some peers average in float32.
  private static final double TOLERANCE = 2e-6;

  private static final String CLEAN_MAP = "mAP_without_padding_artefact_divisor_class_size";
  private static final String MAP_BY_RELEVANT =
      "mAP_with_divisor_class_size_minus_1_lone_queries_left_out";

  private interface Check {
    void accept(JsonNode file, JsonNode golden);
  }

  private static Stream<DynamicTest> each(String section, Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Golden file : GoldenFiles.matching("", content -> content.has("revisiting_dml"))) {
      int number = 0;
      for (JsonNode golden : file.content().path(section)) {
        String name = golden.path("name").asText(section + " " + number++);
        tests.add(DynamicTest.dynamicTest(name, () -> check.accept(file.content(), golden)));
      }
    }
    return tests.stream();
  }

  private static EmbeddingSet dataset(JsonNode file, JsonNode golden) {
    JsonNode dataset = file.get("datasets").get(golden.get("dataset").asText());
    return GoldenNumbers.set(dataset.get("rows"), dataset.get("labels"), 0);
  }

  private static RetrievalReport self(
      EmbeddingSet set, Similarity similarity, Convention convention, Integer... recallAt) {
    RetrievalOptions options =
        new RetrievalOptions(similarity, convention, Ranking.FULL, List.of(recallAt));
    return new RetrievalEvaluation(options, ScoreKernels.best()).self(set);
  }

  @TestFactory
  Stream<DynamicTest> revisitingDml() {
    return each(
        "revisiting_dml",
        (file, golden) -> {
          if (golden.get("expected").has("mAP_c")) {
            checkRdmlRetrieval(dataset(file, golden), golden.get("expected"));
          } else {
            checkRdmlGeometry(dataset(file, golden), golden.get("expected"));
          }
        });
  }

  private static void checkRdmlRetrieval(EmbeddingSet set, JsonNode expected) {
    checkDroppingTheFirst(set, expected);
    if (!hasDuplicates(set)) {
      // Without duplicates the first neighbor is the query itself: dropping it is excluding it.
      for (Map.Entry<String, JsonNode> entry : expected.properties()) {
        checkRecall(set, entry.getKey(), entry.getValue());
      }
      RetrievalReport report = self(set, Similarity.L2, Convention.RDML, 1);
      assertNear("mAP_c", report.metric("map@c"), expected.get("mAP_c"), TOLERANCE);
      assertNear("mAP", report.metric("map"), expected.get(CLEAN_MAP), TOLERANCE);
      RetrievalReport byRelevant = self(set, Similarity.L2, Convention.PML, 1);
      assertNear("mAP by R", byRelevant.metric("map"), expected.get(MAP_BY_RELEVANT), TOLERANCE);
    }
  }

  private static void checkRecall(EmbeddingSet set, String metric, JsonNode expected) {
    String[] name = metric.split("@", -1);
    if (name.length == 2) {
      assertThat(name[0]).isIn("e_recall", "c_recall");
      Similarity similarity = name[0].equals("e_recall") ? Similarity.L2 : Similarity.COSINE;
      int k = Integer.parseInt(name[1]);
      double recall = self(set, similarity, Convention.RDML, k).recallAt(k);
      assertNear(metric, recall, expected, TOLERANCE);
    }
  }

  /** The metric definitions alone, on the peer's own lists: the nearest row dropped blindly. */
  private static void checkDroppingTheFirst(EmbeddingSet set, JsonNode expected) {
    List<RetrievalMetric> metrics = new ArrayList<>();
    metrics.add(AveragePrecision.atClassSize());
    metrics.add(AveragePrecision.fullByClassSize());
    List<Integer> cutOffs =
        Stream.of(1, 2, 4, 8).filter(k -> expected.has("e_recall@" + k)).toList();
    cutOffs.forEach(k -> metrics.add(new RecallAtK(k)));
    MetricTally tally = new MetricTally(metrics.size());
    for (int query = 0; query < set.ids().length; query++) {
      tally.add(listWithoutFirst(set, query), metrics, Convention.RDML);
    }
    assertNear("mAP_c", tally.mean(0), expected.get("mAP_c"), TOLERANCE);
    assertNear("mAP", tally.mean(1), expected.get(CLEAN_MAP), TOLERANCE);
    for (int i = 0; i < cutOffs.size(); i++) {
      JsonNode recall = expected.get("e_recall@" + cutOffs.get(i));
      assertNear("recall", tally.mean(2 + i), recall, TOLERANCE);
    }
  }

  private static RankedMatches listWithoutFirst(EmbeddingSet set, int query) {
    int[] order =
        IntStream.range(0, set.ids().length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> squaredDistance(set, query, i)))
            .mapToInt(i -> i)
            .skip(1)
            .toArray();
    int label = set.labels()[query];
    int[] ranks =
        IntStream.range(0, order.length)
            .filter(i -> set.labels()[order[i]] == label)
            .map(i -> i + 1)
            .toArray();
    int classSize = (int) Arrays.stream(set.labels()).filter(other -> other == label).count();
    return new RankedMatches(ranks, classSize - 1, order.length);
  }

  private static double squaredDistance(EmbeddingSet set, int a, int b) {
    double sum = 0;
    for (int k = 0; k < set.dimension(); k++) {
      double x = set.vectors()[a * set.dimension() + k];
      double difference = x - set.vectors()[b * set.dimension() + k];
      sum += difference * difference;
    }
    return sum;
  }

  private static boolean hasDuplicates(EmbeddingSet set) {
    long distinct =
        IntStream.range(0, set.ids().length)
            .mapToObj(
                i ->
                    Arrays.toString(
                        Arrays.copyOfRange(
                            set.vectors(), i * set.dimension(), (i + 1) * set.dimension())))
            .distinct()
            .count();
    return distinct < set.ids().length;
  }

  private static void checkRdmlGeometry(EmbeddingSet set, JsonNode expected) {
    ClassSpread spread = new ClassSpread(set.dimension());
    spread.add(SortedEmbeddings.sorted(set, SortedEmbeddings.sortedIds(set), Similarity.L2));
    assertNear(
        "intra",
        spread.intra(),
        expected.get("plain_mean_intra_over_classes_with_2_rows"),
        TOLERANCE);
    assertNear("inter", spread.inter(), expected.get("plain_inter"), TOLERANCE);
    assertNear("ratio", spread.ratio(), expected.get("plain_ratio"), TOLERANCE);
    GramMatrix gram = new GramMatrix(set.dimension(), 64, set.ids().length);
    gram.add(Rows.of(set.vectors(), set.dimension()), 0, set.ids().length);
    double[] values = SpectralDecay.singularValues(gram);
    JsonNode plain = expected.get("plain_singular_values");
    for (int i = 0; i < plain.size(); i++) {
      assertNear("singular value " + i, values[i], plain.get(i), TOLERANCE * values[0]);
    }
    assertNear(
        "rho",
        SpectralDecay.of(values, 0),
        expected.get("plain_KL_uniform_to_spectrum"),
        TOLERANCE);
    assertNear(
        "reverse rho",
        SpectralDecay.reversed(values, 0),
        expected.get("plain_KL_spectrum_to_uniform"),
        TOLERANCE);
    assertNear(
        "rho@2",
        SpectralDecay.of(values, 1),
        expected.get("rho_spectrum@2 (torch svd path)"),
        TOLERANCE);
  }

  @TestFactory
  Stream<DynamicTest> openMetricLearning() {
    return each("oml_retrieval", (file, golden) -> checkOml(golden));
  }

  private static void checkOml(JsonNode golden) {
    int[] cutOffs = ints(golden.get("top_k"));
    int[] relevant = ints(golden.get("number_of_relevant_gallery_rows"));
    for (int query = 0; query < relevant.length; query++) {
      RankedMatches matches =
          hits(ints(golden.get("hits_per_query_in_rank_order").get(query)), relevant[query]);
      for (int i = 0; i < cutOffs.length; i++) {
        int k = cutOffs[i];
        double cmc = new RecallAtK(k).of(matches);
        double precision = new PrecisionAtK(k).of(matches);
        double map = AveragePrecision.atKByHits(k).of(matches);
        assertNear("cmc", cmc, golden.get("expected_cmc").get(i).get(query), TOLERANCE);
        JsonNode wanted = golden.get("expected_precision").get(i).get(query);
        assertNear("precision", precision, wanted, TOLERANCE);
        assertNear("map", map, golden.get("expected_map").get(i).get(query), TOLERANCE);
      }
    }
  }

  private static RankedMatches hits(int[] flags, int relevant) {
    int[] ranks = IntStream.range(0, flags.length).filter(i -> flags[i] == 1).toArray();
    return new RankedMatches(
        Arrays.stream(ranks).map(i -> i + 1).toArray(), relevant, flags.length);
  }

  @TestFactory
  Stream<DynamicTest> neighbors() {
    return each("oml_knn", (file, golden) -> checkNeighbors(golden));
  }

  private static void checkNeighbors(JsonNode golden) {
    EmbeddingSet plain = GoldenNumbers.set(golden.get("rows"), golden.get("labels"), 0);
    JsonNode sequences = golden.get("sequence_ids");
    EmbeddingSet set =
        new EmbeddingSet(
            plain.vectors(),
            plain.dimension(),
            plain.ids(),
            plain.labels(),
            sequences.isNull() ? new int[0] : ints(sequences));
    int wanted = golden.get("top_n").asInt();
    List<List<NeighborSearch.Neighbor>> lists =
        new NeighborSearch(Similarity.L2, ScoreKernels.best()).nearest(set, set, wanted);
    for (int i = 0; i < lists.size(); i++) {
      JsonNode expected = golden.get("expected_neighbours").get(i);
      long[] ids = lists.get(i).stream().mapToLong(NeighborSearch.Neighbor::id).toArray();
      assertThat(ids).isEqualTo(Arrays.stream(ints(expected)).asLongStream().toArray());
      for (int j = 0; j < ids.length; j++) {
        double distance = -lists.get(i).get(j).score();
        JsonNode wantedDistance = golden.get("expected_distances").get(i).get(j);
        assertNear("distance", distance, wantedDistance, 1e-5);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> proxyAnchor() {
    return each(
        "proxy_anchor",
        (file, golden) -> {
          if (golden.has("dataset")) {
            Integer[] cutOffs = {1, 2, 4, 8, 16, 32};
            RetrievalReport report =
                self(dataset(file, golden), Similarity.COSINE, Convention.RDML, cutOffs);
            checkRecall(report, cutOffs, golden.get("expected_recall_at_1_2_4_8_16_32"));
          } else {
            checkInShop(golden);
          }
        });
  }

  /** The peer lets a match win ties; ours breaks them by id, so it may only be lower. */
  private static void checkInShop(JsonNode golden) {
    Integer[] cutOffs = {1, 10, 20, 30, 40, 50};
    RetrievalOptions options =
        new RetrievalOptions(Similarity.COSINE, Convention.RDML, Ranking.FIRST, List.of(cutOffs));
    RetrievalReport report =
        new RetrievalEvaluation(options, ScoreKernels.best())
            .between(
                GoldenNumbers.set(golden.get("query"), golden.get("query_labels"), 1000),
                GoldenNumbers.set(golden.get("gallery"), golden.get("gallery_labels"), 0));
    JsonNode expected = golden.get("expected_recall_at_1_10_20_30_40_50");
    if (golden.get("name").asText().endsWith("_tie")) {
      assertThat(report.recallAt(1)).isLessThan(expected.get(0).asDouble());
      assertNear("recall@10", report.recallAt(10), expected.get(1), TOLERANCE);
    } else {
      checkRecall(report, cutOffs, expected);
    }
  }

  private static void checkRecall(RetrievalReport report, Integer[] cutOffs, JsonNode expected) {
    for (int i = 0; i < cutOffs.length; i++) {
      double recall = report.recallAt(cutOffs[i]);
      assertNear("recall@" + cutOffs[i], recall, expected.get(i), TOLERANCE);
    }
  }

  @TestFactory
  Stream<DynamicTest> memvir() {
    return each(
        "memvir",
        (file, golden) -> {
          Integer[] cutOffs = {1, 2, 4, 8};
          RetrievalReport report =
              self(dataset(file, golden), Similarity.COSINE, Convention.PML, cutOffs);
          checkRecall(report, cutOffs, golden.get("expected_recall_at_1_2_4_8"));
          double precision = report.metric("r-precision");
          assertNear("RP", precision, golden.get("expected_RP"), TOLERANCE);
          assertNear("MAP@R", report.mapAtR(), golden.get("expected_MAP_at_R"), TOLERANCE);
        });
  }
}
