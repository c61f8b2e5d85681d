package org.semblance.image.augment;

import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.image.RgbImage;
import org.semblance.math.Seeds;

/**
 * Blurs some images by a Gaussian kernel, mirrored at the edges: torchvision's GaussianBlur.
 * Samples are rounded once, after rows and columns.
 *
 * @param probability of each image, [0, 1]
 * @param kernel pixels of the kernel, odd
 * @param sigmaMin smallest standard deviation in pixels, above 0
 * @param sigmaMax largest, at least sigma-min
 */
@Summary("Some images blurred by a Gaussian kernel, as torchvision's.")
public record GaussianBlur(
    @Setting(value = "Share of the images.", byDefault = "0.5", atLeast = 0, atMost = 1)
        double probability,
    @Setting(
            value = "Side of the kernel, odd; about a tenth of the input's.",
            byDefault = "7",
            atLeast = 1,
            unit = "pixels")
        int kernel,
    @Setting(value = "Smallest standard deviation.", byDefault = "0.1", above = 0, unit = "pixels")
        double sigmaMin,
    @Setting(
            value = "Largest standard deviation, at least sigma-min.",
            byDefault = "2.0",
            above = 0,
            unit = "pixels")
        double sigmaMax)
    implements ImageOperation {

  public GaussianBlur {
    Probability.require(probability);
    if (kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException("kernel must be odd and at least 1, got " + kernel);
    }
    if (!(sigmaMin > 0 && sigmaMax >= sigmaMin && Double.isFinite(sigmaMax))) {
      throw new IllegalArgumentException(
          "sigma-min must be positive and at most sigma-max, got " + sigmaMin + " and " + sigmaMax);
    }
  }

  @Override
  public RgbImage apply(RgbImage image, SplittableRandom random) {
    if (random.nextDouble() >= probability) {
      return image;
    }
    return blur(image, Seeds.between(random, sigmaMin, sigmaMax));
  }

  RgbImage blur(RgbImage image, double sigma) {
    double[] weights = weights(sigma);
    int width = image.width();
    int height = image.height();
    double[] rows = new double[image.pixels().length];
    for (int i = 0; i < rows.length; i++) {
      int x = i / 3 % width;
      int line = i - 3 * x;
      for (int tap = 0; tap < kernel; tap++) {
        int from = line + 3 * mirrored(x + tap - kernel / 2, width);
        rows[i] += weights[tap] * (image.pixels()[from] & 0xFF);
      }
    }
    byte[] pixels = new byte[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int y = i / (3 * width);
      int column = i - 3 * width * y;
      double sum = 0;
      for (int tap = 0; tap < kernel; tap++) {
        sum += weights[tap] * rows[column + 3 * width * mirrored(y + tap - kernel / 2, height)];
      }
      pixels[i] = (byte) Math.rint(sum);
    }
    return new RgbImage(width, height, pixels);
  }

  private double[] weights(double sigma) {
    double[] weights = new double[kernel];
    double sum = 0;
    for (int tap = 0; tap < kernel; tap++) {
      double distance = (tap - kernel / 2) / sigma;
      weights[tap] = Math.exp(-0.5 * distance * distance);
      sum += weights[tap];
    }
    for (int tap = 0; tap < kernel; tap++) {
      weights[tap] /= sum;
    }
    return weights;
  }

  /** The edge pixel is not repeated; images smaller than the kernel are mirrored again. */
  private static int mirrored(int position, int length) {
    if (length == 1) {
      return 0;
    }
    int period = 2 * (length - 1);
    int within = Math.floorMod(position, period);
    return within < length ? within : period - within;
  }
}
