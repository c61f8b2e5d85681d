package org.semblance.image.transform;

import java.io.Serializable;
import java.util.List;

/**
 * How stored images become network input; section {@code transform}.
 *
 * @param side pixels of the square input
 * @param filter kernel of every resize
 * @param train augmentation of training images
 * @param test what embed and evaluate do, and validation
 * @param mean of red, green, blue on a scale of 0 to 1, subtracted
 * @param std of red, green, blue on a scale of 0 to 1, divided by
 */
public record TransformSettings(
    int side,
    ResizeFilter filter,
    Augmentation train,
    EvalTransform test,
    List<Double> mean,
    List<Double> std)
    implements Serializable {

  public TransformSettings {
    if (side < 1) {
      throw new IllegalArgumentException("side must be at least 1, got " + side);
    }
    if (test.resize() < side) {
      throw new IllegalArgumentException(
          "test.resize must be at least side " + side + ", got " + test.resize());
    }
    requireThree("mean", mean);
    requireThree("std", std);
    if (!std.stream().allMatch(value -> value > 0)) {
      throw new IllegalArgumentException("std must be positive, got " + std);
    }
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  private static void requireThree(String name, List<Double> values) {
    if (values.size() != 3 || !values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(name + " must be three numbers, got " + values);
    }
  }

  /** The random transform of training images. */
  public ImageTransform trainTransform() {
    return train.transform(this);
  }

  /** The deterministic transform of test images; ignores the seed. */
  public ImageTransform testTransform() {
    return new SquareTransform(
        this, (image, square, seed) -> CropResize.center(image, test.resize(), square));
  }

  Normalization normalization() {
    return Normalization.of(mean, std);
  }
}
