package org.semblance.miner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semblance.loss.Probe;
import org.semblance.miner.DistanceWeightedMiner.Positives;
import org.semblance.tensor.TorchEngine;

class DistanceWeightedMinerTest {

  private static final long[] LABELS = {0, 0, 0, 1, 1, 2, 2, 3};

  @Test
  void drawsTheSameTripletsForTheSameKey() {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      PairBatch batch = batch(manager, LABELS);
      DistanceWeightedMiner miner = new DistanceWeightedMiner(0.5, 2.1, Positives.EVERY);
      long[] first = negatives(miner, batch, 1);
      assertThat(negatives(miner, batch, 1)).isEqualTo(first);
      assertThat(negatives(miner, batch, 2)).isNotEqualTo(first);
    }
  }

  @Test
  void givesEveryPositivePairANegativeOfAnotherClass() {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      Triplets drawn =
          new DistanceWeightedMiner(0.5, 2.1, Positives.EVERY)
              .mine(batch(manager, LABELS), 3)
              .tuples()
              .triplets();
      long[] anchors = drawn.anchors().toLongArray();
      long[] positives = drawn.positive().toLongArray();
      long[] negatives = drawn.negative().toLongArray();
      assertThat(anchors).hasSize(6 + 2 + 2);
      for (int i = 0; i < anchors.length; i++) {
        assertThat(LABELS[(int) positives[i]]).isEqualTo(LABELS[(int) anchors[i]]);
        assertThat(positives[i]).isNotEqualTo(anchors[i]);
        assertThat(LABELS[(int) negatives[i]]).isNotEqualTo(LABELS[(int) anchors[i]]);
      }
    }
  }

  @Test
  void anchorAloneInItsClassIsItsOwnPositive() {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      Triplets drawn =
          new DistanceWeightedMiner(0.5, 2.1, Positives.ONE_PER_ANCHOR)
              .mine(batch(manager, LABELS), 3)
              .tuples()
              .triplets();
      assertThat(drawn.anchors().toLongArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
      assertThat(drawn.positive().toLongArray()).endsWith(7);
    }
  }

  @Test
  void frequenciesFollowTheChances() {
    int copies = 24;
    long[] labels = new long[copies + 6];
    double[][] rows = new double[labels.length][];
    double[][] distinct = rows(7);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Math.max(0, i - copies + 1);
      rows[i] = distinct[(int) labels[i]];
    }
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      NDArray array = Probe.array(manager, rows, DataType.FLOAT64);
      PairBatch batch = PairBatch.within(array, manager.create(labels));
      DistanceWeightedMiner miner = new DistanceWeightedMiner(0.5, 2.1, Positives.EVERY);
      double[] chances = Arrays.copyOf(Probe.doubles(miner.probabilities(batch)), labels.length);
      long[] drawn = negatives(miner, batch, 1);
      double tolerance = 4 * Math.sqrt(0.25 / drawn.length); // four deviations of a share of 1/2
      for (int i = copies; i < labels.length; i++) {
        int row = i;
        double share = Arrays.stream(drawn).filter(n -> n == row).count() / (double) drawn.length;
        assertThat(share).isCloseTo(chances[i], within(tolerance));
      }
    }
  }

  @Test
  void skipsAnchorsWithoutNegatives() {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      PairBatch batch = batch(manager, new long[8]);
      for (Positives positives : Positives.values()) {
        Tuples mined = new DistanceWeightedMiner(0.5, 1.4, positives).mine(batch, 1).tuples();
        assertThat(mined.triplets().count()).isZero();
      }
    }
  }

  @Test
  void antipodalNegativesShareTheChance() {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      double[][] rows = {{1, 0, 0, 0}, {1, 0, 0, 0}, {-1, 0, 0, 0}, {-1, 0, 0, 0}};
      NDArray array = Probe.array(manager, rows, DataType.FLOAT64);
      PairBatch batch = PairBatch.within(array, manager.create(new long[] {0, 0, 1, 1}));
      double[] chances =
          Probe.doubles(new DistanceWeightedMiner(0.5, 2.1, Positives.EVERY).probabilities(batch));
      assertThat(Arrays.copyOf(chances, 4)).containsExactly(0, 0, 0.5, 0.5);
    }
  }

  private static long[] negatives(Miner miner, PairBatch batch, long key) {
    return miner.mine(batch, key).tuples().triplets().negative().toLongArray();
  }

  private static PairBatch batch(NDManager manager, long[] labels) {
    return PairBatch.within(
        Probe.array(manager, rows(labels.length), DataType.FLOAT64), manager.create(labels));
  }

  private static double[][] rows(int count) {
    SplittableRandom random = new SplittableRandom(9);
    return IntStream.range(0, count)
        .mapToObj(i -> random.doubles(6).map(x -> 2 * x - 1).toArray())
        .toArray(double[][]::new);
  }
}
