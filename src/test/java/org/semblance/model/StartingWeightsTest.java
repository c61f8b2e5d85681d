package org.semblance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semblance.fault.SemblanceException;
import org.semblance.model.file.Safetensors;
import org.semblance.model.file.StoredTensor;

final class StartingWeightsTest {

  private static final EmbeddingNet NET = EmbeddingNet.of(NetSettings.conv4(2).settings(), 16);

  @Test
  void drawsAHeadThatTheFileLacksAndLeavesOutAClassifier() {
    Map<String, StoredTensor> tensors = stored(1);
    tensors.remove("head.weight");
    tensors.remove("head.bias");
    tensors.put("fc.weight", StoredTensor.of(new long[] {2, 2}, new float[4]));
    tensors.put("features.0.1.num_batches_tracked", StoredTensor.of(new long[0], new long[1]));
    Map<String, float[]> values = values(tensors);
    assertThat(values.get("features.2.0.weight"))
        .isEqualTo(NET.initialValues(1).get("features.2.0.weight"));
    assertThat(values.get("head.weight")).isEqualTo(NET.initialValues(9).get("head.weight"));
    assertThat(values).hasSize(NET.tensors().size());
  }

  @Test
  void namesUnknownTensors() {
    Map<String, StoredTensor> tensors = stored(1);
    for (String name : new String[] {"w1", "w2", "w3", "w4"}) {
      tensors.put(name, StoredTensor.of(new long[] {1}, new float[1]));
    }
    requireFault(
        tensors,
        "f has 4 tensors that the model does not know (w1, w2, w3, ...): "
            + "set model.backbone to the net the weights were made for");
  }

  @Test
  void namesMissingTensors() {
    Map<String, StoredTensor> tensors = stored(1);
    tensors.remove("features.1.1.bias");
    tensors.remove("features.3.0.weight");
    requireFault(
        tensors,
        "f lacks 2 tensors of the model (features.1.1.bias, features.3.0.weight): "
            + "set model.backbone to the net the weights were made for");
  }

  @Test
  void namesATensorOfAnotherShape() {
    Map<String, StoredTensor> tensors = stored(1);
    tensors.put("head.weight", StoredTensor.of(new long[] {4, 2}, new float[8]));
    requireFault(
        tensors,
        "tensor head.weight in f has shape [4, 2] where the model has [8, 2]: "
            + "set model.backbone and model.dimension to what the weights were made for");
  }

  @Test
  void namesATensorOfIntegers() {
    Map<String, StoredTensor> tensors = stored(1);
    tensors.put("head.bias", StoredTensor.of(new long[] {8}, new long[8]));
    requireFault(
        tensors,
        "tensor head.bias in f has type I64 instead of a floating one: write the file again");
  }

  private static Map<String, StoredTensor> stored(long seed) {
    return new LinkedHashMap<>(NET.stored(NET.initialValues(seed)).tensors());
  }

  private static Map<String, float[]> values(Map<String, StoredTensor> tensors) {
    return NET.initialValues(9, new Safetensors(tensors, Map.of()), "f");
  }

  private static void requireFault(Map<String, StoredTensor> tensors, String message) {
    assertThatThrownBy(() -> values(tensors))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(message);
  }
}
