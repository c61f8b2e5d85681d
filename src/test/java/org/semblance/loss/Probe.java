package org.semblance.loss;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

/** The value of a scalar function and its gradient by each leaf, computed by the engine. */
public record Probe(double value, Map<String, double[]> gradients) {

  /** The arrays a function is differentiated by. */
  public record Leaves(Map<String, NDArray> arrays) {

    /** The leaf of this name. */
    public NDArray get(String name) {
      return Objects.requireNonNull(arrays.get(name), name);
    }
  }

  /** The gradient by the leaf of this name, in row-major order. */
  public double[] gradient(String name) {
    return Objects.requireNonNull(gradients.get(name), name);
  }

  /**
   * Evaluates {@code function} of {@code leaves}.
   *
   * @param type float32 or float64
   */
  public static Probe of(
      DataType type, Map<String, double[][]> leaves, Function<Leaves, NDArray> function) {
    Engine engine = TorchEngine.start(1);
    try (NDManager manager = engine.newBaseManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      leaves.forEach((name, rows) -> arrays.put(name, leaf(manager, rows, type)));
      NDArray loss = Autograd.recorded(() -> function.apply(new Leaves(arrays)));
      Autograd.backward(loss);
      Map<String, double[]> gradients = new LinkedHashMap<>();
      arrays.forEach((name, array) -> gradients.put(name, doubles(array.getGradient())));
      return new Probe(doubles(loss)[0], gradients);
    }
  }

  /** The value alone, in float64, at a fraction of the cost. */
  static double value(Map<String, double[][]> leaves, Function<Leaves, NDArray> function) {
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      leaves.forEach((name, rows) -> arrays.put(name, array(manager, rows, DataType.FLOAT64)));
      return Autograd.unrecorded(() -> function.apply(new Leaves(arrays)).getDouble());
    }
  }

  /** {@code rows} as an array of {@code type}; a single row becomes a vector. */
  public static NDArray array(NDManager manager, double[][] rows, DataType type) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    Shape shape =
        rows.length == 1 ? new Shape(rows[0].length) : new Shape(rows.length, rows[0].length);
    return manager.create(flat).toType(type, false).reshape(shape);
  }

  /** The entries of {@code array} in row-major order. */
  public static double[] doubles(NDArray array) {
    return array.toType(DataType.FLOAT64, true).toDoubleArray();
  }

  private static NDArray leaf(NDManager manager, double[][] rows, DataType type) {
    NDArray array = array(manager, rows, type).duplicate();
    array.setRequiresGradient(true);
    return array;
  }
}
