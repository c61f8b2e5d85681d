package org.semblance.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.semblance.GoldenJson.longs;
import static org.semblance.GoldenJson.matrix;
import static org.semblance.GoldenJson.number;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.Deviations;
import org.semblance.GoldenFiles;
import org.semblance.GoldenFiles.Golden;
import org.semblance.engine.TorchEngine;
import org.semblance.loss.PmlSettings;
import org.semblance.loss.Probe;

/** The tuples of miners against pytorch-metric-learning, and the chances of drawn negatives. */
class MinerGoldenTest {

  private static final Deviations DEVIATIONS = new Deviations();

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> findsTheTuplesOfPml() {
    return cases("pml_", "cases", "miner").map(each -> each.test(() -> compareTuples(each)));
  }

  @TestFactory
  Stream<DynamicTest> givesNegativesTheChancesOfPml() {
    return cases("pml_", "distance_weighted", "expected_probabilities")
        .map(each -> each.test(() -> compareChances(each)));
  }

  @TestFactory
  Stream<DynamicTest> givesNegativesTheChancesOfObdSd() {
    return GoldenFiles.matching("obdsd_", file -> file.path("config").has("lower_cutoff")).stream()
        .flatMap(
            golden -> elements(golden.content().get("cases")).map(node -> new Case(golden, node)))
        .map(each -> each.test(() -> compareObdSdChances(each)));
  }

  private record Case(Golden golden, JsonNode node) {
    DynamicTest test(org.junit.jupiter.api.function.Executable body) {
      return DynamicTest.dynamicTest(golden.name() + " " + node.get("name").asText(), body);
    }

    JsonNode batch() {
      return golden.content().get("batches").get(node.get("batch").asText());
    }
  }

  private static Stream<Case> cases(String prefix, String list, String key) {
    return GoldenFiles.matching(prefix, file -> file.path(list).path(0).has(key)).stream()
        .flatMap(
            golden -> elements(golden.content().get(list)).map(node -> new Case(golden, node)));
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static void compareTuples(Case each) {
    JsonNode node = each.node();
    Miner miner = PmlSettings.miner(node.get("miner").asText(), node.get("params"));
    JsonNode batch = each.batch();
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      Tuples mined = miner.mine(comparison(manager, batch), 0).tuples();
      JsonNode expected = node.get("expected");
      if (node.get("kind").asText().startsWith("triplets")) {
        Triplets triplets = mined.triplets();
        assertThat(tuples(triplets.anchors(), triplets.positive(), triplets.negative()))
            .isEqualTo(tuples(expected, 0, 1, 2));
      } else {
        assertSamePairs(mined.positives(), expected.get(0), expected.get(1));
        assertSamePairs(mined.negatives(), expected.get(2), expected.get(3));
      }
    }
  }

  /** Where a tie was cut, the peer may keep (j, i) for our (i, j). */
  private static void assertSamePairs(NDArray mask, JsonNode rows, JsonNode columns) {
    Set<List<Long>> ours = new HashSet<>();
    long[] cells = mask.gt(0).nonzero().toLongArray();
    for (int i = 0; i < cells.length; i += 2) {
      ours.add(List.of(cells[i], cells[i + 1]));
    }
    Set<List<Long>> theirs = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      theirs.add(List.of(rows.get(i).asLong(), columns.get(i).asLong()));
    }
    assertThat(unordered(ours)).isEqualTo(unordered(theirs));
    assertThat(ours).hasSameSizeAs(theirs);
    Set<List<Long>> onlyOurs = new HashSet<>(ours);
    onlyOurs.removeAll(theirs);
    assertThat(onlyOurs).as("pairs cut from a tie").hasSizeLessThanOrEqualTo(1);
  }

  private static Set<Set<Long>> unordered(Set<List<Long>> pairs) {
    Set<Set<Long>> result = new HashSet<>();
    pairs.forEach(pair -> result.add(new HashSet<>(pair)));
    return result;
  }

  private static void compareChances(Case each) {
    JsonNode params = each.node().get("params");
    DistanceWeightedMiner miner =
        new DistanceWeightedMiner(
            number(params.get("cutoff")),
            number(params.get("nonzero_loss_cutoff")),
            DistanceWeightedMiner.Positives.EVERY);
    check(each, miner, each.batch(), each.node().get("expected_probabilities"));
  }

  private static void compareObdSdChances(Case each) {
    double cutoff = number(each.golden().content().get("config").get("lower_cutoff"));
    DistanceWeightedMiner miner =
        new DistanceWeightedMiner(cutoff, 2.1, DistanceWeightedMiner.Positives.ONE_PER_ANCHOR);
    JsonNode expected = each.node().get("expected").get("negative_sampling_probabilities");
    check(each, miner, each.node().get("inputs"), expected);
  }

  private static void check(
      Case each, DistanceWeightedMiner miner, JsonNode batch, JsonNode expected) {
    double[] chances =
        Arrays.stream(matrix(expected))
            .flatMapToDouble(Arrays::stream)
            .map(value -> Double.isNaN(value) ? 0 : value)
            .toArray();
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      DEVIATIONS.check(
          each.golden().name() + " | float64 probabilities",
          each.node().get("name").asText(),
          Probe.doubles(miner.probabilities(comparison(manager, batch))),
          chances,
          1e-9);
    }
  }

  private static Comparison comparison(NDManager manager, JsonNode batch) {
    NDArray rows = Probe.array(manager, matrix(batch.get("embeddings")), DataType.FLOAT64);
    return Comparison.within(rows, manager.create(longs(batch.get("labels"))));
  }

  private static Set<List<Long>> tuples(NDArray... columns) {
    long[][] values = Arrays.stream(columns).map(NDArray::toLongArray).toArray(long[][]::new);
    return tuples(values);
  }

  private static Set<List<Long>> tuples(JsonNode lists, int... columns) {
    return tuples(Arrays.stream(columns).mapToObj(i -> longs(lists.get(i))).toArray(long[][]::new));
  }

  private static Set<List<Long>> tuples(long[][] columns) {
    Set<List<Long>> result = new HashSet<>();
    for (int i = 0; i < columns[0].length; i++) {
      int row = i;
      result.add(Arrays.stream(columns).map(column -> column[row]).toList());
    }
    return result;
  }
}
