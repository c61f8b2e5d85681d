package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Blocks one after the other; without blocks the identity, which returns its input itself. */
public final class Chain extends NetBlock {

  public Chain(List<? extends NetBlock> blocks) {
    blocks.forEach(this::part);
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    NDArray output = input;
    for (NetBlock block : parts()) {
      NDArray next = block.apply(output, training);
      if (output != input && output != next) {
        output.close();
      }
      output = next;
    }
    return output;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = input;
    for (NetBlock block : parts()) {
      shape = block.outputShape(shape);
    }
    return shape;
  }

  @Override
  public long heldValues(Shape input) {
    long held = 0;
    Shape shape = input;
    for (NetBlock block : parts()) {
      held += block.heldValues(shape);
      shape = block.outputShape(shape);
    }
    return held;
  }
}
