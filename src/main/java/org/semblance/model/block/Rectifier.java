package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/** {@code max(x, 0)}. */
public final class Rectifier extends NetBlock {

  @Override
  public NDArray apply(NDArray input, boolean training) {
    return Activation.relu(input);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
