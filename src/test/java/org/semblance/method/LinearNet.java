package org.semblance.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.distance.UnitRows;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.optim.ParameterGroup;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.StepView;

/** The net of the golden training loops: one linear layer with bias, then unit rows; float64. */
public record LinearNet(ParameterGroup group) implements AutoCloseable {

  public static final String WEIGHT = "weight";
  public static final String BIAS = "bias";

  /** A net that starts at {@code weight} {@code [D][in]} and {@code bias} {@code [D]}. */
  public static LinearNet of(NDManager manager, String name, JsonNode weight, JsonNode bias) {
    Map<String, JsonNode> start = new LinkedHashMap<>();
    start.put(WEIGHT, weight);
    start.put(BIAS, bias);
    Map<String, NDArray> values = new LinkedHashMap<>();
    start.forEach(
        (key, node) -> values.put(key, GoldenTensors.tensor(manager, node, DataType.FLOAT64)));
    return new LinearNet(group(manager, name, values));
  }

  /** A float64 group that starts at these values. */
  public static ParameterGroup group(NDManager manager, String name, Map<String, NDArray> start) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    start.forEach((key, value) -> shapes.put(key, value.getShape()));
    ParameterGroup group = new ParameterGroup(manager, name, shapes, DataType.FLOAT64);
    Autograd.inPlace(
        () ->
            group
                .tensors()
                .forEach((key, tensor) -> tensor.set(new NDIndex(":"), value(start, key))));
    return group;
  }

  /** Unit rows {@code [rows, D]} of {@code features} {@code [rows, in]}. */
  public NDArray forward(NDArray features) {
    NDArray weight = StepView.of(tensor(WEIGHT), features);
    return UnitRows.of(
        features.matMul(weight.transpose()).add(StepView.of(tensor(BIAS), features)));
  }

  public NDArray tensor(String name) {
    return value(group.tensors(), name);
  }

  /** Takes over the values of {@code other}. */
  public void copy(LinearNet other) {
    Autograd.inPlace(() -> group.values().set(new NDIndex(":"), other.group.values()));
  }

  @Override
  public void close() {
    group.close();
  }

  private static NDArray value(Map<String, NDArray> values, String key) {
    NDArray value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no tensor " + key);
    }
    return value;
  }
}
