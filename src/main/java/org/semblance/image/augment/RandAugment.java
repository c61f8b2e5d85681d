package org.semblance.image.augment;

import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.image.RgbImage;

/**
 * A few operations of one strength, drawn for each image (Cubuk et al. 2020): torchvision's
 * RandAugment with its fourteen operations and ranges, nearest pixels, black beyond the edges, in
 * Pillow's arithmetic.
 *
 * @param operations drawn one after another, at least 1
 * @param magnitude strength of all of them, [0, 30]
 */
@Summary("A few of fourteen operations of one strength (Cubuk et al. 2020), as torchvision's.")
public record RandAugment(
    @Setting(value = "How many are drawn for each image.", byDefault = "2", atLeast = 1)
        int operations,
    @Setting(value = "Strength of all of them.", byDefault = "9", atLeast = 0, atMost = 30)
        int magnitude)
    implements ImageOperation {

  private static final int MOST = 30;

  /** What can be drawn. */
  enum Operation {
    IDENTITY,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y,
    ROTATE,
    BRIGHTNESS,
    SATURATION,
    CONTRAST,
    SHARPNESS,
    POSTERIZE,
    SOLARIZE,
    AUTO_CONTRAST,
    EQUALIZE;

    private static final Operation[] ALL = values();

    /**
     * The changed image.
     *
     * @param strength 0 (the least) to 1
     * @param sign 1, or -1 for the other direction where there are two
     */
    RgbImage apply(RgbImage image, double strength, int sign) {
      double signed = strength * sign;
      return switch (this) {
        case IDENTITY -> image;
        case SHEAR_X -> NearestAffine.shearX(0.3 * signed).of(image);
        case SHEAR_Y -> NearestAffine.shearY(0.3 * signed).of(image);
        case TRANSLATE_X -> NearestAffine.translate(shift(image.width(), signed), 0).of(image);
        case TRANSLATE_Y -> NearestAffine.translate(0, shift(image.height(), signed)).of(image);
        case ROTATE -> NearestAffine.rotate(30 * signed, image.width(), image.height()).of(image);
        case BRIGHTNESS -> Enhance.brightness(image, 1 + 0.9 * signed);
        case SATURATION -> Enhance.saturation(image, 1 + 0.9 * signed);
        case CONTRAST -> Enhance.contrast(image, 1 + 0.9 * signed);
        case SHARPNESS -> Enhance.sharpness(image, 1 + 0.9 * signed);
        case POSTERIZE -> Levels.posterize(image, 8 - (int) Math.rint(4 * strength));
        case SOLARIZE -> Levels.solarize(image, 255 * (1 - strength));
        case AUTO_CONTRAST -> Levels.autoContrast(image);
        case EQUALIZE -> Levels.equalize(image);
      };
    }

    /** Whole pixels, toward zero. */
    private static int shift(int length, double signed) {
      return (int) (150.0 / 331.0 * length * signed);
    }
  }

  public RandAugment {
    if (operations < 1) {
      throw new IllegalArgumentException("operations must be at least 1, got " + operations);
    }
    if (magnitude < 0 || magnitude > MOST) {
      throw new IllegalArgumentException("magnitude must be in [0, 30], got " + magnitude);
    }
  }

  @Override
  public RgbImage apply(RgbImage image, SplittableRandom random) {
    RgbImage changed = image;
    for (int i = 0; i < operations; i++) {
      Operation operation = Operation.ALL[random.nextInt(Operation.ALL.length)];
      int sign = random.nextBoolean() ? 1 : -1;
      changed = operation.apply(changed, magnitude / (double) MOST, sign);
    }
    return changed;
  }
}
