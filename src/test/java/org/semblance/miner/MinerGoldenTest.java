package org.semblance.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.Deviations;
import org.semblance.GoldenCase;
import org.semblance.loss.PmlSettings;
import org.semblance.loss.Probe;
import org.semblance.tensor.TorchEngine;

/** The tuples of miners against pytorch-metric-learning, and the chances of drawn negatives. */
class MinerGoldenTest {

  private static final Deviations DEVIATIONS = new Deviations();

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> findsTheTuplesOfPml() {
    return GoldenCase.in("pml_", "cases", file -> file.path("cases").path(0).has("miner"))
        .map(each -> each.test("", () -> compareTuples(each)));
  }

  @TestFactory
  Stream<DynamicTest> givesNegativesTheChancesOfPml() {
    return GoldenCase.in("pml_", "distance_weighted", file -> true)
        .map(each -> each.test("", () -> compareChances(each)));
  }

  @TestFactory
  Stream<DynamicTest> givesNegativesTheChancesOfObdSd() {
    return GoldenCase.in("obdsd_", "cases", file -> file.path("config").has("lower_cutoff"))
        .map(each -> each.test("", () -> compareObdSdChances(each)));
  }

  private static void compareTuples(GoldenCase each) {
    JsonNode node = each.node();
    Miner miner = PmlSettings.miner(node.get("miner").asText(), node.get("params"));
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      PairBatch batch = comparison(manager, each.batch());
      Tuples mined = miner.mine(batch, 0).tuples();
      JsonNode expected = node.get("expected");
      if (node.get("kind").asText().startsWith("triplets")) {
        Triplets triplets = mined.triplets();
        assertThat(tuples(triplets.anchors(), triplets.positive(), triplets.negative()))
            .isEqualTo(tuples(expected, 0, 1, 2));
      } else {
        assertSamePairs(miner, batch, mined.positives(), tuples(expected, 0, 1));
        assertSamePairs(miner, batch, mined.negatives(), tuples(expected, 2, 3));
      }
    }
  }

  /** Equal sets; where a share of the pairs is cut from a tie, another choice of equal distance. */
  private static void assertSamePairs(
      Miner miner, PairBatch batch, NDArray mask, Set<List<Long>> theirs) {
    NDArray cells = mask.gt(0).nonzero();
    Set<List<Long>> ours = tuples(cells.get(":,0"), cells.get(":,1"));
    if (miner instanceof HardFractionMiner hard) {
      NDArray distances = hard.distance().matrix(batch.anchors(), batch.references());
      assertThat(distances(distances, ours))
          .containsExactly(distances(distances, theirs), within(1e-12));
    } else {
      assertThat(ours).isEqualTo(theirs);
    }
  }

  private static double[] distances(NDArray distances, Set<List<Long>> pairs) {
    return pairs.stream()
        .mapToDouble(pair -> distances.getDouble(pair.get(0), pair.get(1)))
        .sorted()
        .toArray();
  }

  private static void compareChances(GoldenCase each) {
    JsonNode params = each.node().get("params");
    DistanceWeightedMiner miner =
        new DistanceWeightedMiner(
            number(params.get("cutoff")),
            number(params.get("nonzero_loss_cutoff")),
            DistanceWeightedMiner.Positives.EVERY);
    check(each, miner, each.batch(), each.node().get("expected_probabilities"));
  }

  private static void compareObdSdChances(GoldenCase each) {
    double cutoff = number(each.file().content().get("config").get("lower_cutoff"));
    DistanceWeightedMiner miner =
        new DistanceWeightedMiner(cutoff, 2.1, DistanceWeightedMiner.Positives.ONE_PER_ANCHOR);
    JsonNode expected = each.node().get("expected").get("negative_sampling_probabilities");
    check(each, miner, each.node().get("inputs"), expected);
  }

  private static void check(
      GoldenCase each, DistanceWeightedMiner miner, JsonNode batch, JsonNode expected) {
    double[] chances =
        Arrays.stream(matrix(expected))
            .flatMapToDouble(Arrays::stream)
            .map(value -> Double.isNaN(value) ? 0 : value)
            .toArray();
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      DEVIATIONS.check(
          each.file().name() + " | float64 probabilities",
          each.name(),
          Probe.doubles(miner.probabilities(comparison(manager, batch))),
          chances,
          1e-9);
    }
  }

  private static PairBatch comparison(NDManager manager, JsonNode batch) {
    NDArray rows = Probe.array(manager, matrix(batch.get("embeddings")), DataType.FLOAT64);
    return PairBatch.within(rows, manager.create(longs(batch.get("labels"))));
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
