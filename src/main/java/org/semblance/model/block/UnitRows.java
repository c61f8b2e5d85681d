package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** {@code row / max(|row|, 1e-12)}; a zero row stays zero. */
public final class UnitRows extends NetBlock {

  private static final double SMALLEST_NORM = 1e-12;

  @Override
  public NDArray apply(NDArray input, boolean training) {
    return input.normalize(2, 1, SMALLEST_NORM);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }
}
