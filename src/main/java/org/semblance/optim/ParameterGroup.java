package org.semblance.optim;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trainable tensors that share a learning rate, stored as one flat array; the tensors are views of
 * it, and their gradients are views of a second flat array, so that updates, clipping and gradient
 * exchange are a few operations per group whatever the number of tensors.
 *
 * <p>Every tensor starts at a multiple of 64 bytes; the padding stays zero. The group owns its
 * memory until closed.
 */
public final class ParameterGroup implements AutoCloseable {

  private static final int ALIGNMENT = 16;

  private final String name;
  private final NDManager manager;
  private final NDArray values;
  private final NDArray gradients;
  private final NDManager scalars;
  private final NDArray zero;
  private final Map<String, NDArray> tensors;

  /**
   * Allocates zeros for tensors of these names and shapes.
   *
   * @param parent its device holds the group
   * @param type float32, or float64 for comparisons with references
   */
  public ParameterGroup(NDManager parent, String name, Map<String, Shape> shapes, DataType type) {
    this.name = name;
    manager = parent.newSubManager();
    long size = shapes.values().stream().mapToLong(ParameterGroup::padded).sum();
    values = manager.zeros(new Shape(size), type);
    gradients = manager.zeros(new Shape(size), type);
    scalars = manager.newSubManager(Device.cpu());
    zero = scalars.create(0d);
    Map<String, NDArray> views = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, Shape> tensor : shapes.entrySet()) {
      NDArray value = slice(values, offset, tensor.getValue());
      value.setRequiresGradient(true);
      try (NDArray gradient = slice(gradients, offset, tensor.getValue())) {
        Autograd.adoptGradient(value, gradient);
      }
      views.put(tensor.getKey(), value);
      offset += padded(tensor.getValue());
    }
    tensors = Collections.unmodifiableMap(views);
  }

  public String name() {
    return name;
  }

  /** The tensors by name, in the order given; leaves with gradient on, owned by the group. */
  public Map<String, NDArray> tensors() {
    return tensors;
  }

  /** All values, {@code [size]}, padding included; writes change the tensors. */
  public NDArray values() {
    return values;
  }

  /** All gradients, {@code [size]}; backward passes add to it until {@link #clearGradients}. */
  public NDArray gradients() {
    return gradients;
  }

  /** Sets all gradients to zero; due before each backward pass. */
  public void clearGradients() {
    gradients.set(new NDIndex(":"), zero);
  }

  /** Number of values, padding included. */
  public long size() {
    return values.size();
  }

  /**
   * A zero-dimensional float64 array in host memory. As an operand it behaves like a Python number:
   * it keeps the other operand's type and is not copied to its device first.
   *
   * @return owned by the group, or by the scope the caller opened
   */
  NDArray scalar(double value) {
    return scalars.create(value);
  }

  private static long padded(Shape shape) {
    return (shape.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static NDArray slice(NDArray flat, long offset, Shape shape) {
    try (NDArray part = flat.get(new NDIndex("{}:{}", offset, offset + shape.size()))) {
      return part.reshape(shape);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
