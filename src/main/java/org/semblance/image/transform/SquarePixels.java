package org.semblance.image.transform;

import org.semblance.image.RgbImage;

/** Between the pixels of a square image and the planes of network input. */
final class SquarePixels {

  private SquarePixels() {}

  /** The image that was written without normalization, every sample divided by 255. */
  static RgbImage read(float[] planes, int offset, int side) {
    int plane = side * side;
    byte[] pixels = new byte[3 * plane];
    for (int i = 0; i < plane; i++) {
      for (int channel = 0; channel < 3; channel++) {
        pixels[3 * i + channel] = (byte) Math.round(255 * planes[offset + channel * plane + i]);
      }
    }
    return new RgbImage(side, side, pixels);
  }

  /** Writes {@code [3, side, side]} from {@code offset} on. */
  static void write(RgbImage image, Normalization normalization, float[] planes, int offset) {
    int plane = image.width() * image.height();
    byte[] pixels = image.pixels();
    for (int i = 0; i < plane; i++) {
      for (int channel = 0; channel < 3; channel++) {
        planes[offset + channel * plane + i] =
            normalization.of(channel, pixels[3 * i + channel] & 0xFF);
      }
    }
  }
}
