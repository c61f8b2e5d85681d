package org.semblance.image.jpeg;

import java.util.List;
import org.semblance.image.RgbImage;

/** Planes of equal size to RGB, in libjpeg's fixed point of 16 bits (jdcolor.c). */
final class ScaledColor {

  private static final int HALF = 1 << 15;

  private ScaledColor() {}

  static RgbImage image(List<Plane> planes, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Plane luminance = planes.get(0);
    for (int y = 0, to = 0; y < height; y++) {
      int row = y * luminance.stride;
      for (int x = 0; x < width; x++, to += 3) {
        int level = luminance.samples[row + x] & 0xFF;
        if (planes.size() == 1) {
          rgb[to] = (byte) level;
          rgb[to + 1] = (byte) level;
          rgb[to + 2] = (byte) level;
        } else {
          int blue = (planes.get(1).samples[row + x] & 0xFF) - 128;
          int red = (planes.get(2).samples[row + x] & 0xFF) - 128;
          rgb[to] = clip(level + ((91881 * red + HALF) >> 16));
          rgb[to + 1] = clip(level + ((-22554 * blue - 46802 * red + HALF) >> 16));
          rgb[to + 2] = clip(level + ((116130 * blue + HALF) >> 16));
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
