package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;

/** A square two-dimensional convolution without bias. */
public final class Convolution extends NetBlock {

  private static final Shape NO_DILATION = new Shape(1, 1);
  private static final Shape NO_PADDING = new Shape(0, 0);

  /** Where pixels are added around the image. */
  public enum Padding {
    /** {@code (kernel - 1) / 2} on each side. */
    SYMMETRIC,
    /**
     * TensorFlow's SAME: the output has {@code ceil(side / stride)} pixels, and where the number of
     * added pixels is odd the right and the bottom get the larger half.
     */
    TENSORFLOW_SAME
  }

  /**
   * Hyper-parameters.
   *
   * @param groups 1, or {@code in} for a depthwise convolution
   */
  public record Shaped(int in, int out, int kernel, int stride, int groups, Padding padding) {

    public static Shaped symmetric(int in, int out, int kernel, int stride) {
      return new Shaped(in, out, kernel, stride, 1, Padding.SYMMETRIC);
    }

    long[] weightShape() {
      return new long[] {out, in / groups, kernel, kernel};
    }

    public int fanIn() {
      return in / groups * kernel * kernel;
    }

    public int fanOut() {
      return out * kernel * kernel;
    }

    /** Pixels added before the first row (column) of {@code side} pixels. */
    private long before(long side) {
      return padding == Padding.SYMMETRIC ? (kernel - 1) / 2 : total(side) / 2;
    }

    /** Pixels added after the last row (column) of {@code side} pixels. */
    private long after(long side) {
      return padding == Padding.SYMMETRIC ? (kernel - 1) / 2 : (total(side) + 1) / 2;
    }

    private long total(long side) {
      return Math.max(0, ((side - 1) / stride) * stride + kernel - side);
    }

    private long outputSide(long side) {
      return (side + before(side) + after(side) - kernel) / stride + 1;
    }
  }

  private final Shaped shaped;
  private final Parameter weight;

  public Convolution(String name, Shaped shaped, TensorRules rules, Initialization initialization) {
    this.shaped = shaped;
    weight =
        declare(
            rules.parameter(name + ".weight", shaped.weightShape(), initialization),
            Parameter.Type.WEIGHT);
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    long height = input.getShape().get(2);
    long width = input.getShape().get(3);
    Shape before = new Shape(shaped.before(height), shaped.before(width));
    Shape after = new Shape(shaped.after(height), shaped.after(width));
    if (before.equals(after)) {
      return convolve(input, before);
    }
    // PyTorch pads the last dimension first: left, right, top, bottom.
    Shape border = new Shape(before.get(1), after.get(1), before.get(0), after.get(0));
    try (NDArray padded = input.pad(border, 0)) {
      return convolve(padded, NO_PADDING);
    }
  }

  private NDArray convolve(NDArray input, Shape padding) {
    Shape stride = new Shape(shaped.stride, shaped.stride);
    return Conv2d.conv2d(
            input, weight.getArray(), null, stride, padding, NO_DILATION, shaped.groups)
        .singletonOrThrow();
  }

  @Override
  public Shape outputShape(Shape input) {
    return new Shape(shaped.out, shaped.outputSide(input.get(1)), shaped.outputSide(input.get(2)));
  }
}
