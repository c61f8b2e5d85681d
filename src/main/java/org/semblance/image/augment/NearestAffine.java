package org.semblance.image.augment;

import org.semblance.image.RgbImage;

/**
 * Moves an image along an affine map, each pixel from the nearest one, black beyond the edges:
 * Pillow's {@code Image.transform(size, AFFINE, NEAREST)} with its fixed point of 16 bits.
 *
 * @param a source column = {@code a x + b y + c} of the wanted pixel {@code (x, y)}
 * @param d source row = {@code d x + e y + f}
 */
record NearestAffine(double a, double b, double c, double d, double e, double f) {

  private static final int FRACTION_BITS = 16;

  static NearestAffine shearX(double amount) {
    return new NearestAffine(1, amount, 0, 0, 1, 0);
  }

  static NearestAffine shearY(double amount) {
    return new NearestAffine(1, 0, 0, amount, 1, 0);
  }

  static NearestAffine translate(int right, int down) {
    return new NearestAffine(1, 0, -right, 0, 1, -down);
  }

  /** Counterclockwise about the center. */
  static NearestAffine rotate(double degrees, int width, int height) {
    double angle = -Math.toRadians(((degrees % 360) + 360) % 360);
    double cos = rounded(Math.cos(angle));
    double sin = rounded(Math.sin(angle));
    double x = width / 2.0;
    double y = height / 2.0;
    return new NearestAffine(cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y);
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e15) / 1e15;
  }

  RgbImage of(RgbImage image) {
    int width = image.width();
    int height = image.height();
    byte[] pixels = new byte[image.pixels().length];
    long rowX = fixed(c + a * 0.5 + b * 0.5);
    long rowY = fixed(f + d * 0.5 + e * 0.5);
    for (int y = 0, to = 0; y < height; y++) {
      long atX = rowX;
      long atY = rowY;
      for (int x = 0; x < width; x++, to += 3) {
        long column = atX >> FRACTION_BITS;
        long row = atY >> FRACTION_BITS;
        if (column >= 0 && column < width && row >= 0 && row < height) {
          System.arraycopy(image.pixels(), (int) (3 * (row * width + column)), pixels, to, 3);
        }
        atX += fixed(a);
        atY += fixed(d);
      }
      rowX += fixed(b);
      rowY += fixed(e);
    }
    return new RgbImage(width, height, pixels);
  }

  private static long fixed(double value) {
    return (long) Math.floor(value * (1 << FRACTION_BITS) + 0.5);
  }
}
