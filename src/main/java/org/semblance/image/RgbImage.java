package org.semblance.image;

/**
 * Decoded pixels.
 *
 * @param width pixels per row
 * @param height rows
 * @param pixels {@code [height, width, 3]} unsigned bytes, red first; not copied
 */
public record RgbImage(int width, int height, byte[] pixels) {

  public RgbImage {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "image must have at least one pixel, got " + width + " x " + height);
    }
    if (pixels.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "pixels must hold " + 3L * width * height + " bytes, got " + pixels.length);
    }
  }
}
