package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Convolution, batch norm and a nonlinearity. */
public final class ConvolutionUnit extends NetBlock {

  private final Convolution convolution;
  private final BatchNormalization norm;
  private final Nonlinearity nonlinearity;

  public ConvolutionUnit(
      Convolution convolution, BatchNormalization norm, Nonlinearity nonlinearity) {
    this.convolution = part(convolution);
    this.norm = part(norm);
    this.nonlinearity = nonlinearity;
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    try (NDArray convolved = convolution.apply(input, training)) {
      return nonlinearity.apply(norm.apply(convolved, training));
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return convolution.outputShape(input);
  }

  /** What the convolution gives, and what the norm makes of it. */
  @Override
  public long heldValues(Shape input) {
    return 2 * outputShape(input).size();
  }
}
