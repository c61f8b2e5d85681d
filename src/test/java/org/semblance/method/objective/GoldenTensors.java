package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Golden values as tensors, and tensors as plain numbers. */
public final class GoldenTensors {

  private GoldenTensors() {}

  /** A matrix stored by columns: {@code [D][C]} becomes {@code [C, D]}. */
  public static NDArray transposed(NDManager manager, JsonNode rows, DataType type) {
    return tensor(manager, rows, type).transpose().duplicate();
  }

  /** A tensor of the shape of the nested lists. */
  public static NDArray tensor(NDManager manager, JsonNode values, DataType type) {
    List<Long> shape = new ArrayList<>();
    for (JsonNode node = values; node.isArray(); node = node.get(0)) {
      shape.add((long) node.size());
    }
    double[] flat = flatten(values).toArray();
    return manager.create(flat, new Shape(shape)).toType(type, false);
  }

  /** {@code [rows]} int64. */
  public static NDArray labels(NDManager manager, int[] labels) {
    return manager.create(IntStream.of(labels).asLongStream().toArray());
  }

  /** The batch of a step, without teacher and representatives. */
  public static StepBatch batch(
      int epoch, long step, NDArray embeddings, int[] labels, Map<String, NDArray> lossTensors) {
    boolean[] none = new boolean[labels.length];
    NDArray onDevice = labels(embeddings.getManager(), labels);
    return new StepBatch(epoch, step, embeddings, onDevice, labels, none, null, lossTensors, step);
  }

  /** A batch whose representatives are marked. */
  public static StepBatch batch(NDArray embeddings, int[] labels, boolean[] representatives) {
    NDArray onDevice = labels(embeddings.getManager(), labels);
    return new StepBatch(0, 0, embeddings, onDevice, labels, representatives, null, Map.of(), 0);
  }

  /** One flag per row. */
  public static boolean[] flags(JsonNode values) {
    boolean[] flags = new boolean[values.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = values.path(i).booleanValue();
    }
    return flags;
  }

  /** Without the component along the row, which a loss that normalizes rows itself removes. */
  public static NDArray acrossRows(NDArray gradient, NDArray rows) {
    return gradient.sub(rows.mul(gradient.mul(rows).sum(new int[] {1}, true)));
  }

  /** Integers of nested lists, in order. */
  public static int[] ints(JsonNode values) {
    return flatten(values).mapToInt(value -> (int) value).toArray();
  }

  /** Numbers of nested lists, in order. */
  public static double[] doubles(JsonNode values) {
    return flatten(values).toArray();
  }

  public static double[] doubles(NDArray array) {
    try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
      return copy.toDoubleArray();
    }
  }

  public static double scalar(NDArray array) {
    return doubles(array)[0];
  }

  /** The elements of a JSON array. */
  public static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static DoubleStream flatten(JsonNode node) {
    return node.isArray()
        ? list(node).stream().flatMapToDouble(GoldenTensors::flatten)
        : DoubleStream.of(node.doubleValue());
  }
}
