package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.semblance.model.block.NetBlock;

/** A {@link Pooling} as a block. */
final class PoolingBlock extends NetBlock {

  private final Pooling pooling;

  public PoolingBlock(Pooling pooling) {
    this.pooling = pooling;
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    return pooling.apply(input);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input.slice(0, 1);
  }
}
