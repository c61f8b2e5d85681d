package org.semblance.image.augment;

import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.image.Luminance;
import org.semblance.image.RgbImage;

/**
 * Makes some images gray.
 *
 * @param probability of each image, [0, 1]
 */
@Summary("Some images in gray.")
public record RandomGrayscale(
    @Setting(value = "Share of the images.", byDefault = "0.1", atLeast = 0, atMost = 1)
        double probability)
    implements ImageOperation {

  public RandomGrayscale {
    Probability.require(probability);
  }

  @Override
  public RgbImage apply(RgbImage image, SplittableRandom random) {
    return random.nextDouble() < probability ? Luminance.gray(image) : image;
  }
}
