package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/** {@code max(x, 0)}. */
final class Rectifier extends NetBlock {

  @Override
  NDArray apply(NDArray input, boolean training) {
    return Activation.relu(input);
  }

  @Override
  Shape outputShape(Shape input) {
    return input;
  }
}
