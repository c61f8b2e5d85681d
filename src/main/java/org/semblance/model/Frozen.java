package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.semblance.optim.Autograd;

/** A block that never trains: no gradient, no batch statistics. */
final class Frozen extends NetBlock {

  private final NetBlock block;

  Frozen(NetBlock block) {
    this.block = part(block);
  }

  @Override
  NDArray apply(NDArray input, boolean training) {
    return Autograd.unrecorded(() -> block.apply(input, false));
  }

  @Override
  Shape outputShape(Shape input) {
    return block.outputShape(input);
  }

  @Override
  long heldValues(Shape input) {
    return 0;
  }
}
