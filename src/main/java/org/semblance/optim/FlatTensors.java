package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.semblance.optim.slice.Span;

/**
 * Named tensors that are views of one flat array, so that all of them are copied in one call. Every
 * tensor starts at a multiple of 64 bytes; the padding stays zero. Owns its memory until closed.
 */
public final class FlatTensors implements AutoCloseable {

  private static final int ALIGNMENT = 16;

  private final NDManager manager;
  private final NDArray values;
  private final Map<String, NDArray> tensors;
  private final List<Span> spans = new ArrayList<>();

  /**
   * Allocates zeros for tensors of these names and shapes.
   *
   * @param parent its device holds the tensors
   * @param type float32, or float64 for comparisons with references
   */
  public FlatTensors(NDManager parent, Map<String, Shape> shapes, DataType type) {
    manager = parent.newSubManager();
    long size = shapes.values().stream().mapToLong(FlatTensors::padded).sum();
    values = manager.zeros(new Shape(size), type);
    Map<String, NDArray> views = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, Shape> tensor : shapes.entrySet()) {
      Shape shape = tensor.getValue();
      views.put(tensor.getKey(), slice(offset, shape));
      spans.add(new Span(Math.toIntExact(offset), Math.toIntExact(offset + shape.size())));
      offset += padded(shape);
    }
    tensors = Collections.unmodifiableMap(views);
  }

  /** The tensors by name, in the order given; owned by this object. */
  public Map<String, NDArray> tensors() {
    return tensors;
  }

  /** Where each tensor is in the flat array, in the order given. */
  public List<Span> spans() {
    return Collections.unmodifiableList(spans);
  }

  /** All values, {@code [size]}, padding included; writes change the tensors. */
  public NDArray values() {
    return values;
  }

  /** Overwrites all values by those of tensors with the same names and shapes. */
  public void copyFrom(FlatTensors other) {
    values.set(new NDIndex(":"), other.values);
  }

  private static long padded(Shape shape) {
    return (shape.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private NDArray slice(long offset, Shape shape) {
    try (NDArray part = values.get(new NDIndex("{}:{}", offset, offset + shape.size()))) {
      return part.reshape(shape);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
