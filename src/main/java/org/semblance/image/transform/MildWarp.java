package org.semblance.image.transform;

import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.image.RgbImage;
import org.semblance.math.Seeds;

/**
 * A small random shift, rotation, change of size and shear about the center, for characters and
 * other images whose meaning a crop or a flip would change. Beyond its edge an image goes on with
 * its outermost pixels.
 *
 * @param shift largest shift in each direction, part of the side, [0, 0.5]
 * @param rotation largest angle in degrees, [0, 180]
 * @param scaleMin smallest magnification, above 0
 * @param scaleMax largest magnification, at least scale-min
 * @param shear largest angle by which verticals lean, degrees, [0, 45]
 */
@Summary("Small shifts, turns, magnifications and shears: for characters.")
public record MildWarp(
    @Setting(
            value = "Largest shift, as a part of the side.",
            byDefault = "0.06",
            atLeast = 0,
            atMost = 0.5)
        double shift,
    @Setting(
            value = "Largest rotation.",
            byDefault = "8",
            atLeast = 0,
            atMost = 180,
            unit = "degrees")
        double rotation,
    @Setting(value = "Smallest magnification.", byDefault = "0.9", above = 0) double scaleMin,
    @Setting(value = "Largest magnification.", byDefault = "1.1", above = 0) double scaleMax,
    @Setting(value = "Largest shear.", byDefault = "6", atLeast = 0, atMost = 45, unit = "degrees")
        double shear)
    implements Augmentation {

  public MildWarp {
    Settings.check(MildWarp.class, shift, rotation, scaleMin, scaleMax, shear);
    if (!(scaleMax >= scaleMin && Double.isFinite(scaleMax))) {
      throw new IllegalArgumentException(
          "scale-max must be at least scale-min " + scaleMin + ", got " + scaleMax);
    }
  }

  @Override
  public ImageTransform transform(TransformSettings settings) {
    Normalization normalization = settings.normalization();
    return new ImageTransform() {
      @Override
      public int side() {
        return settings.side();
      }

      @Override
      public void write(RgbImage image, long seed, float[] destination, int offset) {
        warp(image, settings, seed).write(image, normalization, destination, offset);
      }
    };
  }

  /** The inverse map, from input pixels to image pixels, around the test transform's square. */
  private AffineWarp warp(RgbImage image, TransformSettings settings, long seed) {
    SplittableRandom random = Seeds.random(seed);
    double moveX = Seeds.between(random, -shift, shift) * settings.side();
    double moveY = Seeds.between(random, -shift, shift) * settings.side();
    double angle = Math.toRadians(Seeds.between(random, -rotation, rotation));
    double scale = Math.exp(Seeds.between(random, Math.log(scaleMin), Math.log(scaleMax)));
    double lean = Math.tan(Math.toRadians(Seeds.between(random, -shear, shear)));
    double reduction =
        Math.min(image.width(), image.height()) / (double) settings.test().resize() / scale;
    double cos = Math.cos(angle) * reduction;
    double sin = Math.sin(angle) * reduction;
    return new AffineWarp(
        settings.side(), cos, sin - lean * cos, -sin, cos + lean * sin, moveX, moveY);
  }
}
