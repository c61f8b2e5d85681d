package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Convolution, batch norm and a nonlinearity. */
final class ConvolutionUnit extends NetBlock {

  private final Convolution convolution;
  private final BatchNormalization norm;
  private final Nonlinearity nonlinearity;

  ConvolutionUnit(Convolution convolution, BatchNormalization norm, Nonlinearity nonlinearity) {
    this.convolution = part(convolution);
    this.norm = part(norm);
    this.nonlinearity = nonlinearity;
  }

  @Override
  NDArray apply(NDArray input, boolean training) {
    try (NDArray convolved = convolution.apply(input, training)) {
      return nonlinearity.apply(norm.apply(convolved, training));
    }
  }

  @Override
  Shape outputShape(Shape input) {
    return convolution.outputShape(input);
  }

  /** What the convolution gives, and what the norm makes of it. */
  @Override
  long heldValues(Shape input) {
    return 2 * outputShape(input).size();
  }
}
