package org.semblance.model.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.model.Pooling;
import org.semblance.model.backbone.Backbone;
import org.semblance.model.backbone.ResNet18;
import org.semblance.model.backbone.ResNet50;
import org.semblance.model.block.NetTensor.Kind;
import org.semblance.model.file.StoredTensor;
import org.semblance.tensor.TorchEngine;

/** ResNets on weights and images that follow from a formula, against torchvision's. */
final class ResNetGoldenTest {

  /** Float32 through up to 53 layers, convolutions summed in another order. */
  private static final double RELATIVE = 1e-3;

  /** Statistics of a batch of two: eight values per channel in the last stage magnify rounding. */
  private static final double BATCH_NORMS = 1e-2;

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenFiles.matching("model_", content -> content.path("form").asText().equals("resnet"))
        .stream()
        .flatMap(
            golden ->
                StreamSupport.stream(golden.content().get("cases").spliterator(), false)
                    .map(
                        node ->
                            DynamicTest.dynamicTest(
                                golden.name() + " " + node.get("backbone").asText(),
                                () -> check(node))));
  }

  private static void check(JsonNode golden) {
    NetBlock layers =
        backbone(golden.get("backbone").asText())
            .layers(new TensorRules(BatchNormMode.TRAINABLE, false));
    checkNames(layers, golden);
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = new HashMap<>();
      List<String> sorted = layers.tensors().stream().map(NetTensor::name).sorted().toList();
      for (NetTensor tensor : layers.tensors()) {
        float[] values = values(tensor, sorted.indexOf(tensor.name()));
        arrays.put(tensor.name(), manager.create(values, new Shape(tensor.shape())));
      }
      layers.bind(arrays);
      NDArray images = images(manager, golden.get("input_shape"));
      checkEvaluation(layers, images, golden);
      checkTraining(layers, images, golden, arrays);
    }
  }

  private static Backbone backbone(String name) {
    return switch (name) {
      case "resnet18" -> new ResNet18();
      case "resnet50" -> new ResNet50();
      default -> throw new IllegalArgumentException("unknown backbone " + name);
    };
  }

  private static void checkNames(NetBlock layers, JsonNode golden) {
    List<String> expected = new ArrayList<>();
    golden.get("names").forEach(name -> expected.add(name.asText()));
    assertThat(layers.tensors())
        .extracting(NetTensor::name)
        .containsExactlyInAnyOrderElementsOf(expected);
    long channels = layers.outputShape(new Shape(3, 64, 64)).get(0);
    long parameters =
        layers.tensors().stream()
            .filter(tensor -> tensor.kind() == Kind.PARAMETER)
            .mapToLong(NetTensor::size)
            .sum();
    assertThat(parameters + (channels + 1) * 1000).isEqualTo(golden.get("parameters").asLong());
  }

  /** Stem and maximum pooling come before the four stages. */
  private static void checkEvaluation(NetBlock layers, NDArray images, JsonNode golden) {
    NDArray features = images;
    int stem = layers.parts().size() - golden.get("stage_mean").size();
    for (int i = 0; i < layers.parts().size(); i++) {
      features = layers.parts().get(i).apply(features, false);
      if (i >= stem) {
        double mean = features.mean().getFloat();
        requireNear(mean, golden.get("stage_mean").get(i - stem).asDouble(), 0, RELATIVE);
      }
    }
    NDArray embeddings = new Pooling.Average().apply(features);
    float[] norms = embeddings.norm(new int[] {1}).toFloatArray();
    float[] last = embeddings.get(embeddings.getShape().get(0) - 1).toFloatArray();
    requireNear(norms, golden.get("embedding_l2"), RELATIVE);
    requireNear(last, golden.get("embedding_first8"), RELATIVE);
  }

  private static void checkTraining(
      NetBlock layers, NDArray images, JsonNode golden, Map<String, NDArray> arrays) {
    NDArray trained = new Pooling.Average().apply(layers.apply(images, true));
    requireNear(trained.norm(new int[] {1}).toFloatArray(), golden.get("training_l2"), BATCH_NORMS);
    for (String kind : List.of("running_mean", "running_var")) {
      golden
          .get(kind + "_after_training")
          .properties()
          .forEach(
              entry ->
                  requireNear(
                      Objects.requireNonNull(arrays.get(entry.getKey())).toFloatArray(),
                      entry.getValue(),
                      BATCH_NORMS));
    }
  }

  private static float[] values(NetTensor tensor, int position) {
    long[] shape = tensor.shape();
    float[] values = new float[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      double s = Math.sin(0.7 * i + position);
      double value = s / 10;
      if (shape.length == 4) {
        value = s * 2 / Math.sqrt((double) (shape[0] * shape[2] * shape[3]));
      } else if (tensor.name().endsWith("running_var")) {
        value = 1 + s * s / 2;
      } else if (tensor.name().endsWith("weight")) {
        value = 1 + s / 10;
      }
      values[i] = (float) value;
    }
    return values;
  }

  private static NDArray images(NDManager manager, JsonNode shape) {
    long[] sizes =
        StreamSupport.stream(shape.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
    float[] pixels = new float[(int) StoredTensor.count(sizes)];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(0.01 * i);
    }
    return manager.create(pixels, new Shape(sizes));
  }

  private static void requireNear(float[] actual, JsonNode expected, double relative) {
    double scale = 0;
    for (JsonNode value : expected) {
      scale = Math.max(scale, Math.abs(value.asDouble()));
    }
    for (int i = 0; i < expected.size(); i++) {
      requireNear(actual[i], expected.get(i).asDouble(), scale, relative);
    }
  }

  private static void requireNear(double actual, double expected, double scale, double relative) {
    double tolerance = relative * Math.max(Math.abs(expected), scale);
    assertThat(actual).isCloseTo(expected, within(tolerance));
  }
}
