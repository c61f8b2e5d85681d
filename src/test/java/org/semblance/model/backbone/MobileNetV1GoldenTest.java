package org.semblance.model.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.semblance.SharedData;
import org.semblance.model.Pooling;
import org.semblance.model.block.BatchNormMode;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.TensorRules;
import org.semblance.model.file.Safetensors;
import org.semblance.tensor.TorchEngine;

/** The pre-trained net on the synthetic input of its reference, block by block. */
final class MobileNetV1GoldenTest {

  private static final String FOLDER = "models/mobilenet_v1_0.75_224/";

  /** The reference's own statement: "agree to about 1e-3 relative"; single values have 6 digits. */
  private static final float RELATIVE = 1e-3f;

  private static final float ABSOLUTE = 1e-4f;

  @Test
  void blocksEmbeddingAndLogitsEqualTheReference() throws IOException {
    TorchEngine.start(1);
    Path weights = SharedData.path(FOLDER + "model.safetensors");
    JsonNode reference =
        new ObjectMapper()
            .readTree(SharedData.path(FOLDER + "reference.json").toFile())
            .get("synthetic");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> arrays = arrays(Safetensors.read(weights), manager);
      NetBlock layers = new MobileNetV1(0.75).layers(new TensorRules(BatchNormMode.FROZEN, true));
      layers.bind(arrays);
      NDArray features = input(manager, reference.get("input_shape"));
      for (int block = 0; block < layers.parts().size(); block++) {
        features = layers.parts().get(block).apply(features, false);
        assertThat(features.getShape())
            .isEqualTo(new Shape(longs(reference.get("block_output_shapes").get(block))));
        requireNear(features.mean().getFloat(), reference.get("block_output_mean").get(block));
      }
      NDArray embedding = new Pooling.Average().apply(features);
      requireStart(embedding, reference.get("embedding_first8"));
      requireNear(embedding.norm().getFloat(), reference.get("embedding_l2"));
      NDArray weight = Objects.requireNonNull(arrays.get("classifier.weight"));
      NDArray bias = Objects.requireNonNull(arrays.get("classifier.bias"));
      NDArray logits = embedding.matMul(weight.transpose()).add(bias);
      requireStart(logits, reference.get("logits_first8"));
      assertThat(logits.argMax(1).toLongArray())
          .containsExactly(reference.get("top5_index").get(0).asLong());
    }
  }

  private static Map<String, NDArray> arrays(Safetensors file, NDManager manager) {
    Map<String, NDArray> arrays = new HashMap<>();
    file.tensors()
        .forEach(
            (name, tensor) ->
                arrays.put(name, manager.create(tensor.floats(), new Shape(tensor.shape()))));
    return arrays;
  }

  /** {@code x[0,c,h,w] = sin(0.01 * (c*224*224 + h*224 + w))}, double sine rounded to float. */
  private static NDArray input(NDManager manager, JsonNode shape) {
    Shape wanted = new Shape(longs(shape));
    float[] values = new float[Math.toIntExact(wanted.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(0.01 * i);
    }
    return manager.create(values, wanted);
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }

  private static void requireStart(NDArray actual, JsonNode expected) {
    float[] values = actual.toFloatArray();
    for (int i = 0; i < expected.size(); i++) {
      requireNear(values[i], expected.get(i));
    }
  }

  private static void requireNear(float actual, JsonNode expected) {
    float value = expected.floatValue();
    assertThat(actual).isCloseTo(value, within(ABSOLUTE + RELATIVE * Math.abs(value)));
  }
}
