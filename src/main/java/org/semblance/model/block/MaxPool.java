package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/** The maximum over square windows. */
public final class MaxPool extends NetBlock {

  private final int window;
  private final int stride;
  private final int padding;

  public MaxPool(int window, int stride, int padding) {
    this.window = window;
    this.stride = stride;
    this.padding = padding;
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    return Pool.maxPool2d(
        input,
        new Shape(window, window),
        new Shape(stride, stride),
        new Shape(padding, padding),
        false);
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(input.get(0), side(input.get(1)), side(input.get(2)));
  }

  /** Each with its place, a number of twice the bytes. */
  @Override
  public long heldValues(Shape input) {
    return 3 * outputShape(input).size();
  }

  private long side(long input) {
    return Math.floorDiv(input + 2L * padding - window, stride) + 1;
  }
}
