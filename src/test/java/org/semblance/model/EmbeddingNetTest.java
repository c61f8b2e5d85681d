package org.semblance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.model.block.BatchNormMode;
import org.semblance.model.block.Initialization;
import org.semblance.model.block.NetTensor;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

final class EmbeddingNetTest {

  private static final int SIDE = 32;
  private static final int ROWS = 6;

  /** Sums of some thousand float32 products in another order. */
  private static final float ROUNDING = 1e-5f;

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @Test
  void embeddingsHaveUnitNorm() {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).settings(), SIDE)) {
      NDArray embeddings = flat.net().forward(images(flat.manager()), Mode.EVAL);
      assertThat(embeddings.getShape()).isEqualTo(new Shape(ROWS, 8));
      for (float norm : embeddings.norm(new int[] {1}).toFloatArray()) {
        assertThat(norm).isCloseTo(1, within(ROUNDING));
      }
    }
  }

  @Test
  void sumPoolingAddsMeanAndMaximum() {
    float[] average = pooled(new Pooling.Average());
    float[] maximum = pooled(new Pooling.Maximum());
    float[] both = pooled(new Pooling.AveragePlusMaximum());
    for (int i = 0; i < both.length; i++) {
      assertThat(both[i]).isCloseTo(average[i] + maximum[i], within(ROUNDING));
      assertThat(maximum[i]).isGreaterThanOrEqualTo(average[i]);
    }
  }

  @Test
  void headOfDimensionZeroLeavesPooledFeatures() {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).pooledOnly().settings(), SIDE)) {
      assertThat(flat.net().dimension()).isEqualTo(4);
      assertThat(flat.net().tensors()).noneMatch(tensor -> tensor.name().startsWith("head"));
      NDArray images = images(flat.manager());
      assertThat(flat.net().forward(images, Mode.EVAL).getShape()).isEqualTo(new Shape(ROWS, 4));
    }
  }

  @Test
  void trainingMovesRunningStatisticsInPlace() {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).settings(), SIDE)) {
      float[] before = flat.buffers().toFloatArray();
      NDArray images = images(flat.manager());
      flat.net().forward(images, Mode.TRAIN);
      float[] after = flat.buffers().toFloatArray();
      assertThat(after).isNotEqualTo(before);
      flat.net().forward(images, Mode.EVAL);
      assertThat(flat.buffers().toFloatArray()).isEqualTo(after);
    }
  }

  @Test
  void runningMeanMovesATenthOfTheWay() {
    // The first convolution's mean response: running' = 0.9 * 0 + 0.1 * mean.
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).settings(), SIDE)) {
      NDArray images = images(flat.manager());
      NDArray weight = flat.tensor("features.0.0.weight");
      NDArray response =
          Conv2d.conv2d(images, weight, null, new Shape(1, 1), new Shape(1, 1)).singletonOrThrow();
      float[] mean =
          response.transpose(1, 0, 2, 3).reshape(4, -1).mean(new int[] {1}).toFloatArray();
      flat.net().forward(images, Mode.TRAIN);
      float[] running = flat.tensor("features.0.1.running_mean").toFloatArray();
      for (int i = 0; i < mean.length; i++) {
        assertThat(running[i]).isCloseTo(0.1f * mean[i], within(ROUNDING));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = BatchNormMode.class,
      names = {"FROZEN_STATISTICS", "FROZEN"})
  void frozenStatisticsStayAndTrainingEqualsEvaluation(BatchNormMode mode) {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).batchNorm(mode).settings(), SIDE)) {
      float[] before = flat.buffers().toFloatArray();
      NDArray images = images(flat.manager());
      float[] training = flat.net().forward(images, Mode.TRAIN).toFloatArray();
      assertThat(flat.buffers().toFloatArray()).isEqualTo(before);
      assertThat(training).isEqualTo(flat.net().forward(images, Mode.EVAL).toFloatArray());
    }
  }

  @Test
  void modesDecideWhatIsTrainable() {
    assertThat(trainable(NetSettings.conv4(4).batchNorm(BatchNormMode.TRAINABLE)))
        .isEqualTo(4 * 3 + 2);
    assertThat(trainable(NetSettings.conv4(4).batchNorm(BatchNormMode.FROZEN_STATISTICS)))
        .isEqualTo(4 * 3 + 2);
    assertThat(trainable(NetSettings.conv4(4).batchNorm(BatchNormMode.FROZEN))).isEqualTo(4 + 2);
    assertThat(trainable(NetSettings.conv4(4).frozenBackbone())).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(BatchNormMode.class)
  void gradientsReachEveryTrainableView(BatchNormMode mode) {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).batchNorm(mode).settings(), SIDE)) {
      flat.backward(images(flat.manager()));
      for (NetTensor tensor : flat.net().tensors()) {
        if (tensor.trainable()) {
          float size = flat.tensor(tensor.name()).getGradient().abs().sum().getFloat();
          assertThat(size).as(tensor.name()).isPositive();
        }
      }
    }
  }

  @Test
  void frozenBackboneGivesGradientsToTheHeadAlone() {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).frozenBackbone().settings(), SIDE)) {
      flat.backward(images(flat.manager()));
      assertThat(flat.tensor("head.weight").getGradient().abs().sum().getFloat()).isPositive();
      assertThat(flat.tensor("features.0.0.weight").hasGradient()).isFalse();
    }
  }

  @Test
  void gradientOfAWeightIsTheDifferenceQuotient() {
    var settings = NetSettings.conv4(4).batchNorm(BatchNormMode.FROZEN).settings();
    try (FlatNet flat = FlatNet.of(settings, SIDE)) {
      NDArray images = images(flat.manager());
      NDArray weight = flat.tensor("features.3.0.weight");
      flat.backward(images);
      float[] gradient = weight.getGradient().toFloatArray();
      int largest = 0;
      for (int i = 0; i < gradient.length; i++) {
        largest = Math.abs(gradient[i]) > Math.abs(gradient[largest]) ? i : largest;
      }
      // Central difference: error of order step^2 and of float32 rounding / step.
      float step = 1e-2f;
      double above = flat.lossWith(images, weight, largest, step);
      double below = flat.lossWith(images, weight, largest, -step);
      double quotient = (above - below) / (2 * step);
      assertThat(quotient).isCloseTo(gradient[largest], within(0.02 * Math.abs(quotient)));
    }
  }

  @Test
  void evaluationRecordsNothing() {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).settings(), SIDE)) {
      NDArray images = images(flat.manager());
      NDArray evaluated = Autograd.recorded(() -> flat.net().forward(images, Mode.EVAL).sum());
      assertThatThrownBy(() -> Autograd.backward(evaluated))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("does not require grad");
    }
  }

  @Test
  void closesWhatLiesBetween() {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).settings(), SIDE);
        NDManager batch = flat.manager().newSubManager()) {
      NDArray images = images(batch);
      flat.net().forward(images, Mode.TRAIN);
      assertThat(batch.getManagedArrays()).hasSize(2);
    }
  }

  @Test
  void refusesArraysOfAnotherShape() {
    EmbeddingNet net = EmbeddingNet.of(NetSettings.conv4(4).settings(), SIDE);
    assertThatThrownBy(() -> net.bind(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("array of features.0.0.weight must have shape (4, 3, 3, 3), got none");
  }

  @Test
  void isBoundOnce() {
    try (FlatNet flat = FlatNet.of(NetSettings.conv4(4).settings(), SIDE)) {
      assertThatThrownBy(() -> flat.net().bind(Map.of()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a net is bound once: make another one");
    }
  }

  private static float[] pooled(Pooling pooling) {
    var settings = NetSettings.conv4(4).pooledOnly().pooling(pooling).settings();
    try (FlatNet flat = FlatNet.of(settings, SIDE)) {
      return flat.net().forward(images(flat.manager()), Mode.EVAL).toFloatArray();
    }
  }

  private static long trainable(NetSettings settings) {
    return EmbeddingNet.of(settings.settings(), SIDE).tensors().stream()
        .filter(NetTensor::trainable)
        .count();
  }

  private static NDArray images(NDManager manager) {
    float[] pixels = new Initialization.Normal(1).draw(ROWS * 3 * SIDE * SIDE, 11);
    return Objects.requireNonNull(manager.create(pixels, new Shape(ROWS, 3, SIDE, SIDE)));
  }
}
