package org.semblance.image.transform;

import org.semblance.image.RgbImage;

/**
 * Samples an image along an affine map about its center: image position = center + {@code [[xx,
 * xy], [yx, yy]]} (input position - input center - move). Each input pixel is the mean of n x n
 * bilinear samples, n the rounded reduction, so that much reduced images do not alias.
 *
 * @param side input pixels
 * @param moveX shift to the right, input pixels
 * @param moveY shift downwards, input pixels
 */
record AffineWarp(
    int side, double xx, double xy, double yx, double yy, double moveX, double moveY) {

  /** Positions are in units of 2^-12 pixels, so 2^19 pixels fit; weights have 8 bits. */
  private static final int POSITION_BITS = 12;

  private static final int WEIGHT_BITS = 8;
  private static final int WEIGHT_ONE = 1 << WEIGHT_BITS;
  private static final int MAX_SAMPLES_PER_AXIS = 8;

  void write(RgbImage image, Normalization normalization, float[] destination, int offset) {
    double reduction = Math.max(Math.hypot(xx, yx), Math.hypot(xy, yy));
    int n = (int) Math.min(MAX_SAMPLES_PER_AXIS, Math.max(1, Math.round(reduction)));
    int[] sums = new int[3];
    int plane = side * side;
    int divisor = n * n * WEIGHT_ONE * WEIGHT_ONE;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        sumSamples(image, x, y, n, sums);
        int to = offset + y * side + x;
        for (int channel = 0; channel < 3; channel++, to += plane) {
          destination[to] = normalization.of(channel, (sums[channel] + divisor / 2) / divisor);
        }
      }
    }
  }

  /** Sums n x n samples; below 2^31 since 255 * 8^2 * 2^16 is below 2^30. */
  private void sumSamples(RgbImage image, int x, int y, int n, int[] sums) {
    sums[0] = 0;
    sums[1] = 0;
    sums[2] = 0;
    for (int j = 0; j < n; j++) {
      double v = y + (j + 0.5) / n - side / 2.0 - moveY;
      for (int i = 0; i < n; i++) {
        double u = x + (i + 0.5) / n - side / 2.0 - moveX;
        double column = image.width() / 2.0 + xx * u + xy * v - 0.5;
        double row = image.height() / 2.0 + yx * u + yy * v - 0.5;
        addSample(image, fixed(column, image.width()), fixed(row, image.height()), sums);
      }
    }
  }

  /** The position held within the outermost pixel centers. */
  private static int fixed(double position, int length) {
    double held = Math.max(0, Math.min(length - 1, position));
    return (int) (held * (1 << POSITION_BITS));
  }

  private static void addSample(RgbImage image, int column, int row, int[] sums) {
    byte[] pixels = image.pixels();
    int x = column >> POSITION_BITS;
    int y = row >> POSITION_BITS;
    int right = column >> (POSITION_BITS - WEIGHT_BITS) & (WEIGHT_ONE - 1);
    int below = row >> (POSITION_BITS - WEIGHT_BITS) & (WEIGHT_ONE - 1);
    int upper = 3 * (y * image.width() + x);
    int lower = below == 0 ? upper : upper + 3 * image.width();
    int next = right == 0 ? 0 : 3;
    for (int channel = 0; channel < 3; channel++) {
      int top =
          (pixels[upper + channel] & 0xFF) * (WEIGHT_ONE - right)
              + (pixels[upper + next + channel] & 0xFF) * right;
      int bottom =
          (pixels[lower + channel] & 0xFF) * (WEIGHT_ONE - right)
              + (pixels[lower + next + channel] & 0xFF) * right;
      sums[channel] += top * (WEIGHT_ONE - below) + bottom * below;
    }
  }
}
