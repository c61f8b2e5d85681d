package org.semblance.image.codec;

import java.util.Arrays;
import org.semblance.image.RgbImage;

/**
 * Where a decoder lays its pixels: white, as paper is.
 *
 * @param pixels {@code [height, width, 3]}
 */
record Canvas(int width, int height, byte[] pixels) {

  static Canvas white(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, (byte) 0xFF);
    return new Canvas(width, height, pixels);
  }

  /** Fills everything with an opaque color of 0xAARRGGBB. */
  void fill(int argb) {
    for (int at = 0; at < pixels.length; at += 3) {
      pixels[at] = (byte) (argb >> 16);
      pixels[at + 1] = (byte) (argb >> 8);
      pixels[at + 2] = (byte) argb;
    }
  }

  /** Lays colors of 0xAARRGGBB over what is there, from pixel {@code (left, top)} to the right. */
  void layRow(int left, int top, int[] argb, int from, int count) {
    int to = 3 * (top * width + left);
    for (int i = from; i < from + count; i++, to += 3) {
      int color = argb[i];
      int alpha = color >>> 24;
      if (alpha == 255) {
        pixels[to] = (byte) (color >> 16);
        pixels[to + 1] = (byte) (color >> 8);
        pixels[to + 2] = (byte) color;
      } else {
        pixels[to] = over(color >> 16, alpha, pixels[to]);
        pixels[to + 1] = over(color >> 8, alpha, pixels[to + 1]);
        pixels[to + 2] = over(color, alpha, pixels[to + 2]);
      }
    }
  }

  private static byte over(int sample, int alpha, byte below) {
    return (byte) (((sample & 0xFF) * alpha + (below & 0xFF) * (255 - alpha) + 127) / 255);
  }

  RgbImage image() {
    return new RgbImage(width, height, pixels);
  }
}
