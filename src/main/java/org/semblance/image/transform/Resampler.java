package org.semblance.image.transform;

import org.semblance.image.RgbImage;

/**
 * Separable resizing in Pillow's integer arithmetic: first along rows, rounded to bytes, then along
 * columns. Equal to {@code Image.resize} to the bit. Thread-safe.
 */
public final class Resampler {

  private static final int HALF = 1 << (AxisWeights.FRACTION_BITS - 1);

  private Resampler() {}

  /** The whole image at another size; the same object where the size is the same. */
  public static RgbImage resize(RgbImage image, int width, int height, ResizeFilter filter) {
    if (width == image.width() && height == image.height()) {
      return image;
    }
    AxisWeights columns = AxisWeights.of(filter, image.width(), width, 0, width);
    AxisWeights rows = AxisWeights.of(filter, image.height(), height, 0, height);
    byte[] narrowed = resizeRows(image, 0, rows.start(), rows.end(), columns);
    byte[] pixels = new byte[3 * width * height];
    int[] sums = new int[3 * width];
    for (int y = 0; y < height; y++) {
      sumRows(narrowed, rows, y, sums);
      for (int i = 0, to = y * sums.length; i < sums.length; i++, to++) {
        pixels[to] = (byte) clip(sums[i]);
      }
    }
    return new RgbImage(width, height, pixels);
  }

  /** The image with its shorter side resized to {@code side}, the longer in proportion. */
  public static RgbImage resizeShorterSide(RgbImage image, int side, ResizeFilter filter) {
    return resizeShorterSide(image, image.width(), image.height(), side, filter);
  }

  /** The same of an image that was {@code width} x {@code height} pixels before it was reduced. */
  public static RgbImage resizeShorterSide(
      RgbImage image, int width, int height, int side, ResizeFilter filter) {
    int shorter = Math.min(width, height);
    return resize(
        image, proportional(width, side, shorter), proportional(height, side, shorter), filter);
  }

  /** A side's new length, rounded down as torchvision does. */
  static int proportional(int length, int side, int shorter) {
    return Math.max(1, (int) ((long) side * length / shorter));
  }

  /**
   * Resizes rows only.
   *
   * @param left column of the image where the weights' source pixel 0 is
   * @param top first row
   * @param bottom after the last row
   * @return {@code [bottom - top, columns.count(), 3]}
   */
  static byte[] resizeRows(RgbImage image, int left, int top, int bottom, AxisWeights columns) {
    byte[] pixels = image.pixels();
    byte[] resized = new byte[3 * columns.count() * (bottom - top)];
    int to = 0;
    for (int y = top; y < bottom; y++) {
      int row = y * image.width() + left;
      for (int x = 0; x < columns.count(); x++, to += 3) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int from = 3 * (row + columns.first()[x]);
        int weight = x * columns.width();
        for (int end = weight + columns.taps()[x]; weight < end; weight++, from += 3) {
          int factor = columns.weights()[weight];
          red += (pixels[from] & 0xFF) * factor;
          green += (pixels[from + 1] & 0xFF) * factor;
          blue += (pixels[from + 2] & 0xFF) * factor;
        }
        resized[to] = (byte) clip(red);
        resized[to + 1] = (byte) clip(green);
        resized[to + 2] = (byte) clip(blue);
      }
    }
    return resized;
  }

  /**
   * Sums the source rows of wanted row {@code y}.
   *
   * @param resized {@code [rows, columns, 3]} from the weights' first source row on
   * @param sums {@code [columns * 3]}, overwritten; {@link #clip} makes them samples
   */
  static void sumRows(byte[] resized, AxisWeights rows, int y, int[] sums) {
    java.util.Arrays.fill(sums, HALF);
    for (int tap = 0; tap < rows.taps()[y]; tap++) {
      int factor = rows.weights()[y * rows.width() + tap];
      int from = (rows.first()[y] - rows.start() + tap) * sums.length;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += (resized[from + i] & 0xFF) * factor;
      }
    }
  }

  /** A fixed-point sum as a sample of 0 to 255. */
  static int clip(int sum) {
    int value = sum >> AxisWeights.FRACTION_BITS;
    return value < 0 ? 0 : Math.min(value, 255);
  }
}
