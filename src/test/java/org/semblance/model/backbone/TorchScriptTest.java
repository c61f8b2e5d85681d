package org.semblance.model.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.fault.SemblanceException;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.model.ModelSettings;
import org.semblance.model.Pooling;
import org.semblance.model.block.BatchNormMode;
import org.semblance.model.block.NetTensor;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

/** A small net that PyTorch scripted, with dropout and a batch norm, saved in training mode. */
final class TorchScriptTest {

  private static final int SIDE = 16;

  @TempDir Path folder;
  private Path file;

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @BeforeEach
  void copyModule() throws IOException {
    file = folder.resolve("backbone.pt");
    try (InputStream module = resource("model_torchscript.pt")) {
      Files.copy(module, file);
    }
  }

  @Test
  void givesPyTorchsFeaturesAsInEvaluation() throws IOException {
    JsonNode reference;
    try (InputStream json = resource("model_torchscript.json")) {
      reference = new ObjectMapper().readTree(json);
    }
    EmbeddingNet net = EmbeddingNet.of(settings(file, 8, 0), SIDE);
    net.bind(Map.of());
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray features = net.forward(images(manager), Mode.TRAIN);
      assertThat(features.getShape()).isEqualTo(new Shape(2, 8));
      for (int row = 0; row < 2; row++) {
        float[] found = features.get(row).toFloatArray();
        for (int channel = 0; channel < found.length; channel++) {
          float expected = (float) reference.get("pooled").get(row).get(channel).asDouble();
          assertThat(found[channel]).isCloseTo(expected, within(1e-6f));
        }
      }
    }
  }

  @Test
  void trainsAHeadUponIt() {
    EmbeddingNet net = EmbeddingNet.of(settings(file, 8, 4), SIDE);
    assertThat(net.tensors()).extracting(NetTensor::name).containsExactly("head.weight");
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray head = manager.ones(new Shape(4, 8));
      head.setRequiresGradient(true);
      net.bind(Map.of("head.weight", head));
      Autograd.backward(Autograd.recorded(() -> net.forward(images(manager), Mode.TRAIN).sum()));
      float[] gradient = head.getGradient().toFloatArray();
      NDArray pooled = net.forward(images(manager), Mode.EVAL);
      // d/dw of sum(w f): the features, summed over the images, in each of the four rows.
      assertThat(gradient).hasSize(32);
      assertThat(head.getGradient().sum().getFloat())
          .isCloseTo(pooled.sum().getFloat(), within(1e-3f));
    }
  }

  @Test
  void saysWhatTheFileGives() {
    assertThatThrownBy(() -> features(file, 9))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("gives (8, 8, 8) for an image of (3, 16, 16)")
        .hasMessageContaining("model.backbone.channels");
  }

  @Test
  void saysWhenTheFileIsMissingOrNoTorchScript() throws IOException {
    assertThatThrownBy(() -> features(folder.resolve("none.pt"), 8))
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith("cannot read the backbone ");
    Files.writeString(file, "no module");
    assertThatThrownBy(() -> features(file, 8))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("is no TorchScript")
        .hasMessageNotContaining("\n");
  }

  @Test
  void isNotTrained() {
    assertThatThrownBy(
            () ->
                new ModelSettings(
                    new TorchScript("backbone.pt", 8),
                    null,
                    new Pooling.Average(),
                    4,
                    false,
                    true,
                    BatchNormMode.FROZEN,
                    false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("freeze-backbone must be true");
  }

  private static float[] features(Path file, int channels) {
    EmbeddingNet net = EmbeddingNet.of(settings(file, channels, 0), SIDE);
    net.bind(Map.of());
    try (NDManager manager = NDManager.newBaseManager()) {
      return net.forward(images(manager), Mode.EVAL).toFloatArray();
    }
  }

  private static ModelSettings settings(Path file, int channels, int dimension) {
    return new ModelSettings(
        new TorchScript(file.toString(), channels),
        null,
        new Pooling.Average(),
        dimension,
        false,
        false,
        BatchNormMode.FROZEN,
        true);
  }

  private static NDArray images(NDManager manager) {
    float[] values = new float[2 * 3 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(0.01f * i);
    }
    return manager.create(values, new Shape(2, 3, SIDE, SIDE));
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(TorchScriptTest.class.getResourceAsStream("/golden/" + name));
  }
}
