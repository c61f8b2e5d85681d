package org.semblance.method.memvir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.distance.UnitRows;
import org.semblance.loss.ArcFace;
import org.semblance.loss.ArcFace.CosineRange;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.CosFace;
import org.semblance.loss.NormSoftmax;
import org.semblance.loss.ProxyAnchor;
import org.semblance.loss.ProxyNca;
import org.semblance.loss.ProxyNcaOriginal;
import org.semblance.loss.Softmax;
import org.semblance.loss.SoftmaxLoss;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

class MemVirIT {

  private static final int ROWS = 6;
  private static final int CLASSES = 5;
  private static final int DIMENSION = 4;

  /** Float64 round-off of logits up to 30. */
  private static final double ROUND_OFF = 1e-11;

  /** The same in float32. */
  private static final double ROUND_OFF_FLOAT32 = 1e-5;

  private NDManager manager;

  /** Loss and gradients of one step. */
  private record Result(double loss, double[] rows, double[] classWeights) {}

  @BeforeEach
  void openManager() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  static Stream<ClassWeightLoss> losses() {
    return Stream.concat(
        softmaxLosses(), Stream.of(new ProxyAnchor(32, 0.1), new ProxyNcaOriginal(9)));
  }

  static Stream<SoftmaxLoss> softmaxLosses() {
    return Stream.of(
        new NormSoftmax(23, true),
        new ProxyNca(12),
        new Softmax(1),
        new CosFace(23, 0.1),
        new ArcFace(23, 0.1, 1, CosineRange.FULL),
        new ArcFace(23, 0.5, 2, CosineRange.NON_NEGATIVE));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void withoutVirtualSetsItIsTheLossOfUnitRows(ClassWeightLoss loss) {
    try (MemVir memVir = new MemVir(loss, new MemVirSettings(true, 0, 3, 0))) {
      for (int step = 0; step < 3; step++) {
        StepBatch batch = batch(loss, step, DataType.FLOAT64);
        NDArray unit = UnitRows.of(batch.embeddings());
        double alone = loss.evaluate(unit, batch.labels(), batch.lossTensors(), 0).getDouble();
        assertThat(memVir.evaluate(batch).getDouble()).isCloseTo(alone, within(ROUND_OFF));
      }
      assertThat(memVir.state()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("softmaxLosses")
  void blocksEqualTheDefinition(SoftmaxLoss loss) {
    compareBlocks(loss, DataType.FLOAT64, ROUND_OFF);
  }

  @ParameterizedTest
  @MethodSource("softmaxLosses")
  void blocksEqualTheDefinitionInFloat32(SoftmaxLoss loss) {
    compareBlocks(loss, DataType.FLOAT32, ROUND_OFF_FLOAT32);
  }

  private void compareBlocks(SoftmaxLoss loss, DataType type, double tolerance) {
    for (MemVirSettings settings :
        List.of(
            new MemVirSettings(true, 3, 0, 0),
            new MemVirSettings(true, 4, 2, 1),
            new MemVirSettings(true, 1, 3, 0))) {
      try (MemVir blocked = new MemVir(loss, settings);
          MemVir defined = new MemVir(loss, settings, new ConcatenatedClasses(loss))) {
        for (int step = 0; step < 25; step++) {
          Result one = run(blocked, loss, step, type);
          Result other = run(defined, loss, step, type);
          assertClose(one, other, tolerance);
          assertThat(blocked.figures()).isEqualTo(defined.figures());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void resumesBitForBit(ClassWeightLoss loss) {
    MemVirSettings settings = new MemVirSettings(true, 3, 1, 0);
    try (MemVir whole = new MemVir(loss, settings);
        MemVir resumed = new MemVir(loss, settings)) {
      for (int step = 0; step < 20; step++) {
        Result expected = run(whole, loss, step, DataType.FLOAT32);
        if (step >= 9) {
          Result actual = run(resumed, loss, step, DataType.FLOAT32);
          assertThat(actual.loss()).isEqualTo(expected.loss());
          assertThat(actual.rows()).isEqualTo(expected.rows());
          assertThat(actual.classWeights()).isEqualTo(expected.classWeights());
        }
        if (step == 8) {
          resumed.restore(whole.state(), manager);
          assertThat(resumed.state().keySet()).isEqualTo(whole.state().keySet());
        }
      }
    }
  }

  @Test
  void restoresWithoutBlocksFromTheMemoryAlone() {
    ClassWeightLoss loss = new NormSoftmax(23, true);
    MemVirSettings settings = new MemVirSettings(true, 3, 1, 0);
    try (MemVir whole = new MemVir(loss, settings);
        MemVir resumed = new MemVir(loss, settings)) {
      IntStream.range(0, 9).forEach(step -> run(whole, loss, step, DataType.FLOAT64));
      resumed.restore(whole.memory().state(), manager);
      for (int step = 9; step < 16; step++) {
        assertClose(
            run(resumed, loss, step, DataType.FLOAT64),
            run(whole, loss, step, DataType.FLOAT64),
            ROUND_OFF);
      }
    }
  }

  @Test
  void memoryDoesNotFollowWeightsChangedInPlace() {
    ClassWeightLoss loss = new NormSoftmax(23, true);
    try (MemVir memVir = new MemVir(loss, new MemVirSettings(true, 1, 0, 0))) {
      StepBatch batch = batch(loss, 0, DataType.FLOAT64);
      memVir.evaluate(batch);
      double[] before = GoldenTensors.doubles(onlySnapshot(memVir).classWeights());
      Autograd.inPlace(() -> ClassWeightLoss.classWeights(batch.lossTensors()).addi(1));
      assertThat(GoldenTensors.doubles(onlySnapshot(memVir).classWeights())).isEqualTo(before);
    }
  }

  @Test
  void memoryReceivesNoGradient() {
    ClassWeightLoss loss = new NormSoftmax(23, true);
    try (MemVir memVir = new MemVir(loss, new MemVirSettings(true, 2, 0, 0))) {
      IntStream.range(0, 4).forEach(step -> run(memVir, loss, step, DataType.FLOAT64));
      assertThat(memVir.state().values()).noneMatch(NDArray::hasGradient);
    }
  }

  @Test
  void permutingRowsPermutesTheirGradients() {
    ClassWeightLoss loss = new CosFace(23, 0.1);
    MemVirSettings settings = new MemVirSettings(true, 2, 0, 0);
    int[] reversed = IntStream.range(0, ROWS).map(row -> ROWS - 1 - row).toArray();
    int[] inOrder = IntStream.range(0, ROWS).toArray();
    try (MemVir one = new MemVir(loss, settings);
        MemVir other = new MemVir(loss, settings)) {
      for (int step = 0; step < 5; step++) {
        Result plain = run(one, batch(loss, step, DataType.FLOAT64, inOrder));
        Result permuted = run(other, batch(loss, step, DataType.FLOAT64, reversed));
        assertThat(permuted.loss()).isCloseTo(plain.loss(), within(ROUND_OFF));
        for (int row = 0; row < ROWS; row++) {
          for (int d = 0; d < DIMENSION; d++) {
            assertThat(permuted.rows()[reversed[row] * DIMENSION + d])
                .isCloseTo(plain.rows()[row * DIMENSION + d], within(ROUND_OFF));
          }
        }
      }
    }
  }

  @Test
  void proxyNcaIsNormSoftmaxOfTwiceTheScale() {
    MemVirSettings settings = new MemVirSettings(true, 2, 1, 0);
    ClassWeightLoss nca = new ProxyNca(12);
    ClassWeightLoss softmax = new NormSoftmax(24, true);
    try (MemVir one = new MemVir(nca, settings);
        MemVir other = new MemVir(softmax, settings)) {
      for (int step = 0; step < 10; step++) {
        assertClose(
            run(one, nca, step, DataType.FLOAT64),
            run(other, softmax, step, DataType.FLOAT64),
            ROUND_OFF);
      }
    }
  }

  @Test
  void replaysARowThatEqualsItsWeight() {
    // 3 orthonormal weights, each row its weight: step 0 ln(1 + 2 e^-23), step 1 ln(2 + 4 e^-23)
    ClassWeightLoss loss = new NormSoftmax(23, true);
    try (MemVir memVir = new MemVir(loss, new MemVirSettings(true, 1, 0, 0))) {
      NDArray identity = manager.eye(3).toType(DataType.FLOAT64, false);
      StepBatch batch =
          GoldenTensors.batch(
              0, 0, identity, new int[] {0, 1, 2}, Map.of(ClassWeightLoss.CLASS_WEIGHTS, identity));
      assertThat(memVir.evaluate(batch).getDouble())
          .isCloseTo(Math.log1p(2 * Math.exp(-23)), within(ROUND_OFF));
      assertThat(memVir.evaluate(batch).getDouble())
          .isCloseTo(Math.log(2 + 4 * Math.exp(-23)), within(ROUND_OFF));
    }
  }

  static Stream<ClassWeightLoss> oneOfEachForm() {
    return Stream.of(new CosFace(23, 0.1), new ProxyAnchor(32, 0.1));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachForm")
  void keepsNativeMemoryFlat(ClassWeightLoss loss) {
    try (MemVir memVir = new MemVir(loss, new MemVirSettings(true, 3, 2, 0))) {
      int full = 0;
      for (int step = 0; step < 200; step++) {
        run(memVir, loss, step, DataType.FLOAT32);
        if (step == 30) {
          full = arrays();
        }
      }
      assertThat(arrays()).isEqualTo(full);
    }
  }

  @Test
  void freesAllOfItWhenClosed() {
    int before = arrays();
    ClassWeightLoss loss = new NormSoftmax(23, true);
    MemVir memVir = new MemVir(loss, new MemVirSettings(true, 3, 2, 0));
    IntStream.range(0, 20).forEach(step -> run(memVir, loss, step, DataType.FLOAT32));
    assertThat(arrays()).isGreaterThan(before);
    memVir.close();
    assertThat(arrays()).isEqualTo(before);
  }

  @Test
  void namesTheMissingTensor() {
    ClassWeightLoss loss = new NormSoftmax(23, true);
    try (MemVir memVir = new MemVir(loss, new MemVirSettings(true, 1, 0, 0))) {
      StepBatch batch =
          GoldenTensors.batch(0, 0, manager.ones(new Shape(2, 2)), new int[] {0, 1}, Map.of());
      assertThatThrownBy(() -> memVir.evaluate(batch))
          .hasMessage("tensors must contain class-weights, got []");
    }
  }

  @Test
  void predictsTheMemoryOfThePublishedCarsSetting() {
    ClassWeightLoss loss = new ProxyAnchor(32, 0.1);
    try (MemVir memVir = new MemVir(loss, new MemVirSettings(true, 45, 10, 40))) {
      // 495 steps of (98 + 128) x 512 floats and 128 labels
      assertThat(memVir.memoryFootprintBytes(128, 98, 512))
          .isEqualTo(495L * (226 * 512 * 4 + 128 * 8));
    }
  }

  private static Snapshot onlySnapshot(MemVir memVir) {
    return memVir.memory().oldestFirst().get(0);
  }

  private Result run(MemVir memVir, ClassWeightLoss loss, int step, DataType type) {
    return run(memVir, batch(loss, step, type));
  }

  private static Result run(MemVir memVir, StepBatch batch) {
    try (NDManager stepManager = batch.embeddings().getManager()) {
      NDArray value = Autograd.recorded(() -> memVir.evaluate(batch));
      assertThat(value.getManager()).isSameAs(stepManager);
      Autograd.backward(value);
      return new Result(
          GoldenTensors.scalar(value),
          GoldenTensors.doubles(batch.embeddings().getGradient()),
          GoldenTensors.doubles(ClassWeightLoss.classWeights(batch.lossTensors()).getGradient()));
    }
  }

  private StepBatch batch(ClassWeightLoss loss, int step, DataType type) {
    // the batches of a run may differ in size
    int rows = step % 5 == 4 ? ROWS - 2 : ROWS;
    return batch(loss, step, type, IntStream.range(0, rows).toArray());
  }

  /** Random rows, labels and slowly moving weights of a step, the rows in the given order. */
  private StepBatch batch(ClassWeightLoss loss, int step, DataType type, int[] order) {
    NDManager stepManager = manager.newSubManager();
    SplittableRandom random = new SplittableRandom(step);
    List<double[]> rows = new ArrayList<>();
    IntStream.range(0, ROWS).forEach(row -> rows.add(normals(random, DIMENSION)));
    int[] labels = random.ints(ROWS, 0, CLASSES).toArray();
    double[] ordered =
        IntStream.of(order).boxed().flatMapToDouble(r -> Arrays.stream(rows.get(r))).toArray();
    int weightRows = CLASSES * loss.weightsPerClass();
    double[] weights = normals(new SplittableRandom(99), weightRows * DIMENSION);
    double[] drift = normals(random, weightRows * DIMENSION);
    for (int i = 0; i < weights.length; i++) {
      weights[i] += 0.1 * drift[i];
    }
    return GoldenTensors.batch(
        step / 4,
        step,
        leaf(stepManager, ordered, type),
        IntStream.of(order).map(row -> labels[row]).toArray(),
        Map.of(ClassWeightLoss.CLASS_WEIGHTS, leaf(stepManager, weights, type)));
  }

  private static double[] normals(SplittableRandom random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private static NDArray leaf(NDManager manager, double[] values, DataType type) {
    NDArray array =
        manager.create(values, new Shape(values.length / DIMENSION, DIMENSION)).toType(type, false);
    array.setRequiresGradient(true);
    return array;
  }

  private static void assertClose(Result actual, Result expected, double tolerance) {
    assertThat(actual.loss())
        .isCloseTo(expected.loss(), within(tolerance * Math.max(1, expected.loss())));
    assertThat(actual.rows()).containsExactly(expected.rows(), within(tolerance));
    assertThat(actual.classWeights()).containsExactly(expected.classWeights(), within(tolerance));
  }

  /** Arrays alive in this engine. */
  private int arrays() {
    NDManager root = manager;
    while (root.getParentManager() != null && root.getParentManager() != root) {
      root = root.getParentManager();
    }
    return root.getManagedArrays().size();
  }
}
