package org.semblance.optim;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collection;
import java.util.Map;
import org.semblance.tensor.Autograd;

/**
 * Trainable tensors that share a learning rate. Values and gradients are one flat array each, and
 * the tensors and their gradients are views of them: updates, clipping and gradient exchange are a
 * few operations per group whatever the number of tensors. Owns its memory until closed.
 */
public final class ParameterGroup implements AutoCloseable {

  private final String name;
  private final NDManager manager;
  private final NDManager scalars;
  private final FlatTensors values;
  private final FlatTensors gradients;
  private final NDArray zero;

  /**
   * Allocates zeros for tensors of these names and shapes.
   *
   * @param parent its device holds the group
   * @param type float32, or float64 for comparisons with references
   */
  public ParameterGroup(NDManager parent, String name, Map<String, Shape> shapes, DataType type) {
    this.name = name;
    manager = parent.newSubManager();
    scalars = manager.newSubManager(Device.cpu());
    zero = scalars.create(0d);
    values = new FlatTensors(manager, shapes, type);
    gradients = new FlatTensors(manager, shapes, type);
    values
        .tensors()
        .forEach(
            (key, tensor) -> {
              tensor.setRequiresGradient(true);
              NDArray gradient = gradients.tensors().get(key);
              if (gradient != null) {
                Autograd.adoptGradient(tensor, gradient);
              }
            });
  }

  public String name() {
    return name;
  }

  /** The tensors by name, in the order given; leaves with gradient on, owned by the group. */
  public Map<String, NDArray> tensors() {
    return values.tensors();
  }

  /** All tensors, with their flat storage. */
  public FlatTensors storage() {
    return values;
  }

  /** All values, {@code [size]}, padding included; writes change the tensors. */
  public NDArray values() {
    return values.values();
  }

  /** All gradients, {@code [size]}; backward passes add to it until {@link #clearGradients}. */
  public NDArray gradients() {
    return gradients.values();
  }

  /** The gradients of the tensors, in their order; views of {@link #gradients}. */
  Collection<NDArray> tensorGradients() {
    return gradients.tensors().values();
  }

  /** Sets all gradients to zero; due before each backward pass. */
  public void clearGradients() {
    gradients().set(new NDIndex(":"), zero);
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

  @Override
  public void close() {
    manager.close();
  }
}
