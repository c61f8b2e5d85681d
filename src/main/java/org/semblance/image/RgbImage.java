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

  /** The columns from {@code left} and rows from {@code top}, ends excluded, as an image. */
  public RgbImage part(int left, int top, int right, int bottom) {
    int row = 3 * (right - left);
    byte[] part = new byte[Math.multiplyExact(row, bottom - top)];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(pixels, 3 * (y * width + left), part, (y - top) * row, row);
    }
    return new RgbImage(right - left, bottom - top, part);
  }
}
