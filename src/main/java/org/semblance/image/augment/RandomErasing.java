package org.semblance.image.augment;

import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.image.RgbImage;
import org.semblance.math.Seeds;

/**
 * Fills a random rectangle of some images (Zhong et al. 2020, algorithm 1), chosen as torchvision's
 * RandomErasing chooses it.
 *
 * @param probability of each image, [0, 1]
 * @param scaleMin smallest part of the area, (0, 1]
 * @param scaleMax largest part of the area, [scale-min, 1]
 * @param ratioMin smallest height / width, above 0
 * @param ratioMax largest height / width, at least ratio-min
 * @param fill what the rectangle becomes
 */
@Summary("A random rectangle of some images filled (Zhong et al. 2020).")
public record RandomErasing(
    @Setting(value = "Share of the images.", byDefault = "0.5", atLeast = 0, atMost = 1)
        double probability,
    @Setting(value = "Smallest part of the area.", byDefault = "0.02", above = 0, atMost = 1)
        double scaleMin,
    @Setting(
            value = "Largest part of the area, at least scale-min.",
            byDefault = "0.33",
            above = 0,
            atMost = 1)
        double scaleMax,
    @Setting(value = "Smallest height / width.", byDefault = "0.3", above = 0) double ratioMin,
    @Setting(value = "Largest height / width, at least ratio-min.", byDefault = "3.3", above = 0)
        double ratioMax,
    @Setting(value = "What the rectangle becomes.", byDefault = "mean") Fill fill)
    implements ImageOperation {

  private static final int ATTEMPTS = 10;

  /** What a rectangle becomes. */
  public enum Fill {
    /** The mean color of the image. */
    MEAN,
    /** Black. */
    BLACK,
    /** Random colors, one for each pixel. */
    NOISE
  }

  /** Where an image is erased. */
  record Rectangle(int left, int top, int width, int height) {}

  public RandomErasing {
    Probability.require(probability);
    if (!(scaleMin > 0 && scaleMax >= scaleMin && scaleMax <= 1)) {
      throw new IllegalArgumentException(
          "scale-min must be positive and at most scale-max, which must be at most 1, got "
              + scaleMin
              + " and "
              + scaleMax);
    }
    if (!(ratioMin > 0 && ratioMax >= ratioMin && Double.isFinite(ratioMax))) {
      throw new IllegalArgumentException(
          "ratio-min must be positive and at most ratio-max, got " + ratioMin + " and " + ratioMax);
    }
  }

  @Override
  public RgbImage apply(RgbImage image, SplittableRandom random) {
    if (random.nextDouble() >= probability) {
      return image;
    }
    Rectangle rectangle = rectangle(image, random);
    return rectangle.width() == 0 ? image : erased(image, rectangle, random);
  }

  /** One that is smaller than the image; empty where ten attempts find none. */
  Rectangle rectangle(RgbImage image, SplittableRandom random) {
    double area = (double) image.width() * image.height();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double part = area * Seeds.between(random, scaleMin, scaleMax);
      double ratio = Math.exp(Seeds.between(random, Math.log(ratioMin), Math.log(ratioMax)));
      int height = (int) Math.rint(Math.sqrt(part * ratio));
      int width = (int) Math.rint(Math.sqrt(part / ratio));
      if (width > 0 && width < image.width() && height > 0 && height < image.height()) {
        int top = random.nextInt(image.height() - height + 1);
        return new Rectangle(random.nextInt(image.width() - width + 1), top, width, height);
      }
    }
    return new Rectangle(0, 0, 0, 0);
  }

  private RgbImage erased(RgbImage image, Rectangle rectangle, SplittableRandom random) {
    byte[] pixels = image.pixels().clone();
    byte[] row = new byte[3 * rectangle.width()];
    byte[] mean = mean(pixels);
    for (int i = 0; fill == Fill.MEAN && i < row.length; i++) {
      row[i] = mean[i % 3];
    }
    for (int y = rectangle.top(); y < rectangle.top() + rectangle.height(); y++) {
      if (fill == Fill.NOISE) {
        random.nextBytes(row);
      }
      int to = 3 * (y * image.width() + rectangle.left());
      System.arraycopy(row, 0, pixels, to, row.length);
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  private static byte[] mean(byte[] pixels) {
    long[] sums = new long[3];
    for (int i = 0; i < pixels.length; i++) {
      sums[i % 3] += pixels[i] & 0xFF;
    }
    byte[] mean = new byte[3];
    for (int channel = 0; channel < 3; channel++) {
      mean[channel] = (byte) Math.rint(3.0 * sums[channel] / pixels.length);
    }
    return mean;
  }
}
