package org.semblance.image.transform;

import java.io.Serializable;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

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
    @Setting(value = "Side of the input.", byDefault = "64", atLeast = 1, unit = "pixels") int side,
    @Setting(value = "Kernel of every resize, antialiased as in Pillow.", byDefault = "bilinear")
        ResizeFilter filter,
    @Setting(value = "Augmentation of training images.", byDefault = "{type: random-resized-crop}")
        Augmentation train,
    @Setting("The transform of embed, evaluate and validation.") EvalTransform test,
    @Setting(
            value =
                "Means of red, green and blue on a scale of 0 to 1, subtracted; " + "ImageNet's.",
            byDefault = "[0.485, 0.456, 0.406]")
        List<Double> mean,
    @Setting(
            value = "Standard deviations that the differences are divided by; ImageNet's.",
            byDefault = "[0.229, 0.224, 0.225]",
            above = 0)
        List<Double> std)
    implements Serializable {

  public TransformSettings {
    Settings.check(TransformSettings.class, side, filter, train, test, mean, std);
    if (test.resize() < side) {
      throw new IllegalArgumentException(
          "test.resize must be at least side " + side + ", got " + test.resize());
    }
    requireThree("mean", mean);
    requireThree("std", std);
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

  /** The same with input of 0 to 1, for what goes on with the pixels. */
  TransformSettings withoutNormalization() {
    return new TransformSettings(
        side, filter, train, test, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
  }

  /** From bytes to the values of the input. */
  public Normalization normalization() {
    return Normalization.of(mean, std);
  }
}
