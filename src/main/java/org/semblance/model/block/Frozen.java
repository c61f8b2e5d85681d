package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.semblance.tensor.Autograd;

/** A block that never trains: no gradient, no batch statistics. */
public final class Frozen extends NetBlock {

  private final NetBlock block;

  public Frozen(NetBlock block) {
    this.block = part(block);
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    return Autograd.unrecorded(() -> block.apply(input, false));
  }

  @Override
  public Shape outputShape(Shape input) {
    return block.outputShape(input);
  }

  @Override
  public long heldValues(Shape input) {
    return 0;
  }
}
