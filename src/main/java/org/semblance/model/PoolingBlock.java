package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** A {@link Pooling} as a block. */
final class PoolingBlock extends NetBlock {

  private final Pooling pooling;

  PoolingBlock(Pooling pooling) {
    this.pooling = pooling;
  }

  @Override
  NDArray apply(NDArray input, boolean training) {
    return pooling.apply(input);
  }

  @Override
  Shape outputShape(Shape input) {
    return input.slice(0, 1);
  }
}
