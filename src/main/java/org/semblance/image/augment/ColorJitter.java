package org.semblance.image.augment;

import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.image.RgbImage;
import org.semblance.math.Seeds;

/**
 * Brightness, contrast, saturation and hue by random amounts in random order: torchvision's
 * ColorJitter, with Pillow's arithmetic.
 *
 * @param brightness factors are in {@code [max(0, 1 - b), 1 + b]}, at least 0
 * @param contrast likewise
 * @param saturation likewise
 * @param hue largest turn of the circle of hues either way, [0, 0.5]
 */
@Summary("Brightness, contrast, saturation and hue by random amounts, as torchvision's.")
public record ColorJitter(
    @Setting(
            value = "Brightness is multiplied by 1 less this to 1 plus this.",
            byDefault = "0.4",
            atLeast = 0)
        double brightness,
    @Setting(value = "Contrast, likewise.", byDefault = "0.4", atLeast = 0) double contrast,
    @Setting(value = "Saturation, likewise.", byDefault = "0.4", atLeast = 0) double saturation,
    @Setting(
            value = "Largest turn of the hue either way, parts of the circle.",
            byDefault = "0.1",
            atLeast = 0,
            atMost = 0.5)
        double hue)
    implements ImageOperation {

  private static final int KINDS = 4;

  public ColorJitter {
    requireAmount("brightness", brightness);
    requireAmount("contrast", contrast);
    requireAmount("saturation", saturation);
    if (!(hue >= 0 && hue <= 0.5)) {
      throw new IllegalArgumentException("hue must be in [0, 0.5], got " + hue);
    }
  }

  private static void requireAmount(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be at least 0, got " + value);
    }
  }

  @Override
  public RgbImage apply(RgbImage image, SplittableRandom random) {
    int[] order = {0, 1, 2, 3};
    for (int last = KINDS - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int moved = order[last];
      order[last] = order[other];
      order[other] = moved;
    }
    double[] factors = {
      factor(random, brightness),
      factor(random, contrast),
      factor(random, saturation),
      Seeds.between(random, -hue, hue)
    };
    RgbImage changed = image;
    for (int kind : order) {
      changed = change(changed, kind, factors[kind]);
    }
    return changed;
  }

  private static double factor(SplittableRandom random, double amount) {
    return Seeds.between(random, Math.max(0, 1 - amount), 1 + amount);
  }

  private static RgbImage change(RgbImage image, int kind, double factor) {
    return switch (kind) {
      case 0 -> factor == 1 ? image : Enhance.brightness(image, factor);
      case 1 -> factor == 1 ? image : Enhance.contrast(image, factor);
      case 2 -> factor == 1 ? image : Enhance.saturation(image, factor);
      default -> factor == 0 ? image : Hue.turn(image, factor);
    };
  }
}
