package org.semblance.image.augment;

import java.util.Arrays;
import org.semblance.image.Luminance;
import org.semblance.image.RgbImage;

/**
 * Pillow's {@code ImageEnhance}: an image blended with one that lacks a quality, factor 1 is the
 * image itself. Equal to it to the bit.
 */
final class Enhance {

  private Enhance() {}

  static RgbImage brightness(RgbImage image, double factor) {
    return blend(new byte[image.pixels().length], image, factor);
  }

  static RgbImage contrast(RgbImage image, double factor) {
    byte[] flat = new byte[image.pixels().length];
    Arrays.fill(flat, (byte) Luminance.mean(image));
    return blend(flat, image, factor);
  }

  static RgbImage saturation(RgbImage image, double factor) {
    return blend(Luminance.gray(image).pixels(), image, factor);
  }

  static RgbImage sharpness(RgbImage image, double factor) {
    return blend(smooth(image), image, factor);
  }

  private static RgbImage blend(byte[] without, RgbImage image, double factor) {
    byte[] pixels = new byte[without.length];
    float alpha = (float) factor;
    for (int i = 0; i < pixels.length; i++) {
      int from = without[i] & 0xFF;
      float value = from + alpha * ((image.pixels()[i] & 0xFF) - from);
      pixels[i] = (byte) Math.max(0, Math.min(255, (int) value));
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  /** Pillow's filter SMOOTH: the middle counts 5, its eight neighbors 1; the border stays. */
  private static byte[] smooth(RgbImage image) {
    byte[] from = image.pixels();
    byte[] smooth = from.clone();
    int row = 3 * image.width();
    for (int y = 1; y < image.height() - 1; y++) {
      for (int at = y * row + 3; at < (y + 1) * row - 3; at++) {
        float sum = 0.5f;
        for (int line = at + row; line >= at - row; line -= row) {
          float middle = (line == at ? 5 : 1) / 13f;
          sum += (from[line - 3] & 0xFF) * (1 / 13f) + (from[line] & 0xFF) * middle;
          sum += (from[line + 3] & 0xFF) * (1 / 13f);
        }
        smooth[at] = (byte) sum;
      }
    }
    return smooth;
  }
}
