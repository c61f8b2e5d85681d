package org.semblance.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semblance.loss.Probe;
import org.semblance.tensor.TorchEngine;

class DistanceTest {

  private static final double[][] ROWS = rows(6, 40);

  @Test
  void productEqualsDifferences() {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      NDArray rows = Probe.array(manager, ROWS, DataType.FLOAT64);
      double[] differences = Probe.doubles(Differences.squared(rows, rows));
      double[] products = Probe.doubles(Differences.squaredByProduct(rows, rows));
      assertThat(products).containsExactly(differences, within(1e-13));
    }
  }

  @Test
  void productOfEqualRowsIsExactlyZeroWithoutGradient() {
    double[][] equal = new double[4][];
    Arrays.fill(equal, rows(1, 2048)[0]);
    Probe probe =
        Probe.of(
            DataType.FLOAT32,
            Map.of("rows", equal),
            of -> {
              NDArray rows = of.get("rows");
              return Differences.root(Differences.squaredByProduct(rows, rows), 2).sum();
            });
    assertThat(probe.value()).isZero();
    assertThat(probe.gradient("rows")).containsOnly(0);
  }

  @Test
  void squaredDistanceOfUnitRowsIsTwoMinusTwiceTheCosine() {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      NDArray rows = Probe.array(manager, ROWS, DataType.FLOAT64);
      double[] squared = Probe.doubles(LpDistance.squaredEuclidean().matrix(rows, rows));
      double[] cosines = Probe.doubles(new CosineSimilarity().matrix(rows, rows));
      double[] expected = Arrays.stream(cosines).map(cosine -> 2 - 2 * cosine).toArray();
      assertThat(squared).containsExactly(expected, within(1e-14));
    }
  }

  @Test
  void zeroRowsStayZeroAndPassTheirGradientOn() {
    Probe probe =
        Probe.of(
            DataType.FLOAT64,
            Map.of("rows", new double[][] {{0, 0, 0}, {3, 0, 4}}),
            of -> UnitRows.of(of.get("rows")).sum());
    assertThat(probe.value()).isCloseTo(1.4, within(1e-15));
    assertThat(probe.gradient("rows"))
        .containsExactly(new double[] {1, 1, 1, 0.032, 0.2, -0.024}, within(1e-15));
  }

  @Test
  void rejectsOrdersBelowOne() {
    assertThatThrownBy(() -> new LpDistance(0.5, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("p must be at least 1, got 0.5");
  }

  private static double[][] rows(int count, int dimension) {
    SplittableRandom random = new SplittableRandom(5);
    return IntStream.range(0, count)
        .mapToObj(i -> random.doubles(dimension).map(x -> 2 * x - 1).toArray())
        .toArray(double[][]::new);
  }
}
