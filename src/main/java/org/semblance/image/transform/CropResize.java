package org.semblance.image.transform;

import org.semblance.image.RgbImage;

/**
 * Resizes a part of an image and cuts a square out of the result, computing only what is kept;
 * equal to cropping, resizing and cropping in Pillow, then normalizing.
 *
 * @param left column where the part begins
 * @param top row where the part begins
 * @param width columns of the part
 * @param height rows of the part
 * @param resizedWidth columns of the resized part
 * @param resizedHeight rows of the resized part
 * @param cutLeft first column of the square in the resized part
 * @param cutTop first row of the square in the resized part
 * @param mirrored whether left and right are swapped at the end
 */
record CropResize(
    int left,
    int top,
    int width,
    int height,
    int resizedWidth,
    int resizedHeight,
    int cutLeft,
    int cutTop,
    boolean mirrored) {

  /** Resizes the shorter side of the whole image to {@code shorter} and cuts out the center. */
  static CropResize center(RgbImage image, int shorter, int side) {
    int short0 = Math.min(image.width(), image.height());
    int width = Resampler.proportional(image.width(), shorter, short0);
    int height = Resampler.proportional(image.height(), shorter, short0);
    int cutLeft = (int) Math.rint((width - side) / 2.0);
    int cutTop = (int) Math.rint((height - side) / 2.0);
    return new CropResize(
        0, 0, image.width(), image.height(), width, height, cutLeft, cutTop, false);
  }

  /** Resizes a part to a square of {@code side} pixels. */
  static CropResize part(int left, int top, int width, int height, int side, boolean mirrored) {
    return new CropResize(left, top, width, height, side, side, 0, 0, mirrored);
  }

  /** Writes {@code [3, side, side]} from {@code offset} on. */
  void write(
      RgbImage image,
      int side,
      ResizeFilter filter,
      Normalization normalization,
      float[] destination,
      int offset) {
    AxisWeights columns = AxisWeights.of(filter, width, resizedWidth, cutLeft, side);
    AxisWeights rows = AxisWeights.of(filter, height, resizedHeight, cutTop, side);
    byte[] narrowed =
        Resampler.resizeRows(image, left, top + rows.start(), top + rows.end(), columns);
    int[] sums = new int[3 * side];
    int plane = side * side;
    int step = mirrored ? -1 : 1;
    for (int y = 0; y < side; y++) {
      Resampler.sumRows(narrowed, rows, y, sums);
      int to = offset + y * side + (mirrored ? side - 1 : 0);
      for (int i = 0; i < sums.length; i += 3, to += step) {
        destination[to] = normalization.of(0, Resampler.clip(sums[i]));
        destination[to + plane] = normalization.of(1, Resampler.clip(sums[i + 1]));
        destination[to + 2 * plane] = normalization.of(2, Resampler.clip(sums[i + 2]));
      }
    }
  }
}
