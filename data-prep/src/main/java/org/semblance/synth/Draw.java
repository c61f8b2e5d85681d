package org.semblance.synth;

import java.awt.Color;
import java.util.SplittableRandom;
import org.semblance.math.Seeds;

/** Random choices of a drawing, in the order they are asked for. */
record Draw(SplittableRandom random) {

  static Draw of(long seed, long... fields) {
    return new Draw(Seeds.random(Seeds.key(seed, Seeds.Use.SYNTHESIS, fields)));
  }

  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** An integer in {@code [low, high]}. */
  int count(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** A color; hue may exceed [0, 1], the others are held within it. */
  static Color color(double hue, double saturation, double brightness) {
    return Color.getHSBColor((float) hue, (float) held(saturation), (float) held(brightness));
  }

  /** The color with an opacity of 0 to 1. */
  static Color veil(Color color, double opacity) {
    int alpha = (int) Math.round(255 * held(opacity));
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  private static double held(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
