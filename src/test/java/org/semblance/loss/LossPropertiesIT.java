package org.semblance.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.semblance.loss.part.LossTensor;
import org.semblance.tensor.TorchEngine;

/** What holds for every loss: finite on degenerate batches, right slopes, no order of rows. */
class LossPropertiesIT {

  private static final int CLASSES = 4;
  private static final long KEY = 7;

  /** Rows and their classes. */
  private record Batch(String name, double[][] rows, long[] labels) {

    Batch permuted(int[] order) {
      return new Batch(
          name + " permuted",
          Arrays.stream(order).mapToObj(i -> rows[i]).toArray(double[][]::new),
          Arrays.stream(order).mapToLong(i -> labels[i]).toArray());
    }
  }

  @TestFactory
  Stream<DynamicTest> staysFiniteOnDegenerateBatches() {
    return PublishedLosses.all().stream()
        .flatMap(
            loss ->
                degenerateBatches().stream()
                    .map(
                        batch ->
                            DynamicTest.dynamicTest(
                                loss + " on " + batch.name(), () -> assertFinite(loss, batch))));
  }

  @TestFactory
  Stream<DynamicTest> gradientIsTheSlope() {
    return PublishedLosses.all().stream()
        .filter(loss -> !(loss instanceof Circle)) // its weights are constants by definition
        .map(loss -> DynamicTest.dynamicTest(loss.toString(), () -> assertSlopes(loss)));
  }

  @TestFactory
  Stream<DynamicTest> orderOfRowsDoesNotMatter() {
    return PublishedLosses.all().stream()
        .filter(loss -> !(loss instanceof NPairs)) // takes the first pair of a class
        .filter(loss -> !loss.toString().contains("DistanceWeighted")) // draws by row
        .map(loss -> DynamicTest.dynamicTest(loss.toString(), () -> assertOrderless(loss)));
  }

  @Test
  void proxyNcaIsNormSoftmaxAtTwiceTheScale() {
    Batch batch = random(12, 8, 3);
    Probe nca = probe(new ProxyNca(12), batch, DataType.FLOAT64);
    Probe softmax = probe(new NormSoftmax(24, true), batch, DataType.FLOAT64);
    assertThat(nca.value()).isCloseTo(softmax.value(), within(1e-12));
    assertThat(nca.gradient("rows")).containsExactly(softmax.gradient("rows"), within(1e-12));
  }

  @Test
  void leavesNothingOnTheManagerOfClassWeights() {
    try (NDManager weights = TorchEngine.start(1).newBaseManager();
        NDManager step = weights.getEngine().newBaseManager()) {
      for (ClassWeightLoss loss : PublishedLosses.withClassWeights()) {
        double[][] values = weights(loss, 6);
        NDArray classWeights = Probe.array(weights, values, DataType.FLOAT32);
        int before = weights.getManagedArrays().size();
        NDArray rows = Probe.array(step, random(8, 6, 5).rows(), DataType.FLOAT32);
        NDArray labels = step.create(new long[] {0, 1, 2, 3, 0, 1, 2, 3});
        loss.compare(rows, labels, classWeights);
        assertThat(weights.getManagedArrays()).as(loss.toString()).hasSize(before);
      }
    }
  }

  private static void assertFinite(MetricLoss loss, Batch batch) {
    for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
      Probe probe = probe(loss, batch, type);
      assertThat(probe.value()).as("value %s", type).isFinite();
      probe
          .gradients()
          .forEach(
              (name, gradient) ->
                  assertThat(Arrays.stream(gradient).allMatch(Double::isFinite))
                      .as("%s gradient by %s: %s", type, name, Arrays.toString(gradient))
                      .isTrue());
    }
  }

  /** Along random directions in the space of each leaf. */
  private static void assertSlopes(MetricLoss loss) {
    double step = 1e-6;
    Batch batch = random(10, 5, 11);
    Map<String, double[][]> leaves = leaves(loss, batch);
    Probe probe = probe(loss, leaves, batch.labels(), DataType.FLOAT64);
    SplittableRandom random = new SplittableRandom(3);
    for (String name : leaves.keySet()) {
      double[] gradient = probe.gradient(name);
      for (int trial = 0; trial < 3; trial++) {
        double[] direction = random.doubles(gradient.length).map(x -> 2 * x - 1).toArray();
        double above = value(loss, moved(leaves, name, direction, step), batch.labels());
        double below = value(loss, moved(leaves, name, direction, -step), batch.labels());
        double along = 0;
        double scale = 1;
        for (int i = 0; i < gradient.length; i++) {
          along += gradient[i] * direction[i];
          scale += Math.abs(gradient[i] * direction[i]);
        }
        assertThat(along)
            .as("%s, direction %d", name, trial)
            .isCloseTo((above - below) / (2 * step), within(1e-6 * scale));
      }
    }
  }

  private static Map<String, double[][]> moved(
      Map<String, double[][]> leaves, String name, double[] direction, double step) {
    Map<String, double[][]> moved = new LinkedHashMap<>(leaves);
    moved.computeIfPresent(
        name,
        (same, rows) -> {
          double[][] result = new double[rows.length][];
          for (int i = 0; i < rows.length; i++) {
            result[i] = rows[i].clone();
            for (int j = 0; j < rows[i].length; j++) {
              result[i][j] += step * direction[i * rows[i].length + j];
            }
          }
          return result;
        });
    return moved;
  }

  private static double value(MetricLoss loss, Map<String, double[][]> leaves, long[] labels) {
    return Probe.value(leaves, of -> evaluate(loss, of, labels));
  }

  private static void assertOrderless(MetricLoss loss) {
    Batch batch = random(10, 5, 13);
    int[] order = {7, 2, 9, 0, 5, 1, 8, 3, 6, 4};
    Probe plain = probe(loss, batch, DataType.FLOAT64);
    Probe permuted = probe(loss, batch.permuted(order), DataType.FLOAT64);
    assertThat(permuted.value()).isCloseTo(plain.value(), within(1e-10));
    double[] gradient = plain.gradient("rows");
    double[] expected =
        Arrays.stream(order)
            .flatMap(i -> IntStream.range(5 * i, 5 * i + 5))
            .mapToDouble(i -> gradient[i])
            .toArray();
    assertThat(permuted.gradient("rows")).containsExactly(expected, within(1e-9));
  }

  private static List<Batch> degenerateBatches() {
    double[][] normal = random(6, 5, 17).rows();
    long[] mixed = {0, 0, 1, 1, 2, 3};
    double[][] duplicates = normal.clone();
    duplicates[1] = normal[0].clone();
    duplicates[3] = normal[0].clone();
    double[][] collapsed = new double[6][];
    Arrays.fill(collapsed, normal[0]);
    double[][] zeroRow = normal.clone();
    zeroRow[2] = new double[5];
    double[][] antipodal = normal.clone();
    antipodal[1] = Arrays.stream(normal[0]).map(x -> -x).toArray();
    antipodal[4] = antipodal[1].clone();
    return List.of(
        new Batch("one class", normal, new long[6]),
        new Batch("all unique", Arrays.copyOf(normal, CLASSES), new long[] {2, 0, 3, 1}),
        new Batch("one row", Arrays.copyOf(normal, 1), new long[] {1}),
        new Batch("two rows of one class", Arrays.copyOf(normal, 2), new long[] {1, 1}),
        new Batch("two rows of two classes", Arrays.copyOf(normal, 2), new long[] {1, 2}),
        new Batch("duplicates", duplicates, mixed),
        new Batch("collapsed", collapsed, mixed),
        new Batch("collapsed to zero", new double[6][5], mixed),
        new Batch("a zero row", zeroRow, mixed),
        new Batch("antipodal rows", antipodal, mixed),
        new Batch("tiny rows", scaled(normal, 1e-8), mixed),
        new Batch("large rows", scaled(normal, 10), mixed));
  }

  private static double[][] scaled(double[][] rows, double factor) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(x -> x * factor).toArray())
        .toArray(double[][]::new);
  }

  private static Batch random(int rows, int dimension, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] labels = IntStream.range(0, rows).mapToLong(i -> (i * 3L) % CLASSES).toArray();
    return new Batch("random", matrix(random, rows, dimension), labels);
  }

  private static double[][] matrix(SplittableRandom random, int rows, int columns) {
    return IntStream.range(0, rows)
        .mapToObj(i -> random.doubles(columns).map(x -> 2 * x - 1).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] weights(MetricLoss loss, int dimension) {
    LossTensor tensor = loss.tensors(CLASSES, dimension).get(0);
    int rows = (int) tensor.shape()[0];
    return matrix(new SplittableRandom(23), rows, (int) tensor.shape()[1]);
  }

  private static Map<String, double[][]> leaves(MetricLoss loss, Batch batch) {
    Map<String, double[][]> leaves = new LinkedHashMap<>();
    leaves.put("rows", batch.rows());
    for (LossTensor tensor : loss.tensors(CLASSES, batch.rows()[0].length)) {
      if (tensor.shape().length == 1) {
        double[] start = new double[(int) tensor.shape()[0]];
        Arrays.fill(start, 1.1);
        leaves.put(tensor.name(), new double[][] {start});
      } else {
        leaves.put(tensor.name(), weights(loss, batch.rows()[0].length));
      }
    }
    return leaves;
  }

  private static Probe probe(MetricLoss loss, Batch batch, DataType type) {
    return probe(loss, leaves(loss, batch), batch.labels(), type);
  }

  private static Probe probe(
      MetricLoss loss, Map<String, double[][]> leaves, long[] labels, DataType type) {
    return Probe.of(type, leaves, of -> evaluate(loss, of, labels));
  }

  private static NDArray evaluate(MetricLoss loss, Probe.Leaves of, long[] labels) {
    NDArray rows = of.get("rows");
    NDArray matrix = rows.getShape().dimension() == 1 ? rows.expandDims(0) : rows;
    NDArray classes = rows.getManager().create(labels);
    return loss.evaluate(matrix, classes, of.arrays(), KEY);
  }
}
