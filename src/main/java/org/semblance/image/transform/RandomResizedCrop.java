package org.semblance.image.transform;

import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.image.RgbImage;
import org.semblance.math.Seeds;

/**
 * A random part of the image, resized to the input square: torchvision's RandomResizedCrop, then a
 * horizontal flip (the Inception augmentation of Szegedy et al. 2015, section 6).
 *
 * @param scaleMin smallest part of the area, (0, 1]
 * @param scaleMax largest part of the area, [scale-min, 1]
 * @param ratioMin smallest width / height, above 0
 * @param ratioMax largest width / height, at least ratio-min
 * @param flip whether every second image is mirrored
 */
@Summary("A random part of the area and shape, resized.")
public record RandomResizedCrop(
    @Setting(value = "Smallest part of the area.", byDefault = "0.5", above = 0, atMost = 1)
        double scaleMin,
    @Setting(
            value = "Largest part of the area, at least scale-min.",
            byDefault = "1.0",
            above = 0,
            atMost = 1)
        double scaleMax,
    @Setting(value = "Smallest width / height of the part.", byDefault = "0.8", above = 0)
        double ratioMin,
    @Setting(
            value = "Largest width / height of the part, at least ratio-min.",
            byDefault = "1.25",
            above = 0)
        double ratioMax,
    @Setting(value = "Whether every second image is mirrored.", byDefault = "true") boolean flip)
    implements Augmentation {

  private static final int ATTEMPTS = 10;

  public RandomResizedCrop {
    Settings.check(RandomResizedCrop.class, scaleMin, scaleMax, ratioMin, ratioMax, flip);
    if (!(scaleMax >= scaleMin && scaleMax <= 1)) {
      throw new IllegalArgumentException(
          "scale-max must be in [scale-min " + scaleMin + ", 1], got " + scaleMax);
    }
    if (!(ratioMax >= ratioMin && Double.isFinite(ratioMax))) {
      throw new IllegalArgumentException(
          "ratio-max must be at least ratio-min " + ratioMin + ", got " + ratioMax);
    }
  }

  @Override
  public ImageTransform transform(TransformSettings settings) {
    return new SquareTransform(settings, this::crop);
  }

  private CropResize crop(RgbImage image, int side, long seed) {
    SplittableRandom random = Seeds.random(seed);
    boolean mirrored = flip && random.nextBoolean();
    double area = (double) image.width() * image.height();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double part = area * Seeds.between(random, scaleMin, scaleMax);
      double ratio = Math.exp(Seeds.between(random, Math.log(ratioMin), Math.log(ratioMax)));
      int width = (int) Math.rint(Math.sqrt(part * ratio));
      int height = (int) Math.rint(Math.sqrt(part / ratio));
      if (width > 0 && width <= image.width() && height > 0 && height <= image.height()) {
        int left = random.nextInt(image.width() - width + 1);
        int top = random.nextInt(image.height() - height + 1);
        return CropResize.part(left, top, width, height, side, mirrored);
      }
    }
    return center(image, side, mirrored);
  }

  /** The largest centered part of an allowed shape. */
  private CropResize center(RgbImage image, int side, boolean mirrored) {
    double ratio = (double) image.width() / image.height();
    int width = image.width();
    int height = image.height();
    if (ratio < ratioMin) {
      height = Math.max(1, (int) Math.rint(width / ratioMin));
    } else if (ratio > ratioMax) {
      width = Math.max(1, (int) Math.rint(height * ratioMax));
    }
    return CropResize.part(
        (image.width() - width) / 2, (image.height() - height) / 2, width, height, side, mirrored);
  }
}
