package org.semblance.image.codec;

import java.nio.ByteBuffer;
import org.semblance.image.ImageLimits;
import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/**
 * The IHDR chunk (ISO/IEC 15948, section 11.2.2).
 *
 * @param depth bits of a sample or palette index: 1, 2, 4, 8, 16
 * @param color 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha
 * @param interlaced whether the scanlines come in the seven passes of {@link #passes}
 */
record PngHeader(int width, int height, int depth, int color, boolean interlaced) {

  static final int BYTES = 13;

  /** One reduced image of an interlaced file: first column and row, steps between them. */
  record Pass(int x, int y, int stepX, int stepY) {

    int columns(int width) {
      return (width - x + stepX - 1) / stepX;
    }

    int rows(int height) {
      return (height - y + stepY - 1) / stepY;
    }
  }

  private static final Pass[] WHOLE = {new Pass(0, 0, 1, 1)};
  private static final Pass[] ADAM7 = {
    new Pass(0, 0, 8, 8),
    new Pass(4, 0, 8, 8),
    new Pass(0, 4, 4, 8),
    new Pass(2, 0, 4, 4),
    new Pass(0, 2, 2, 4),
    new Pass(1, 0, 2, 2),
    new Pass(0, 1, 1, 2)
  };

  static PngHeader read(ByteBuffer file, int at, ImageLimits limits) {
    limits.requireSize(
        Integer.toUnsignedLong(file.getInt(at)), Integer.toUnsignedLong(file.getInt(at + 4)));
    int depth = file.get(at + 8);
    int color = file.get(at + 9);
    boolean known =
        switch (color) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          default -> false;
        };
    if (!known || file.get(at + 10) != 0 || file.get(at + 11) != 0 || file.get(at + 12) > 1) {
      throw new UndecodableImageException(
          Reason.UNSUPPORTED,
          "PNG color type " + color + " with " + depth + " bits a sample is not known");
    }
    return new PngHeader(
        file.getInt(at), file.getInt(at + 4), depth, color, file.get(at + 12) == 1);
  }

  Pass[] passes() {
    return interlaced ? ADAM7 : WHOLE;
  }

  boolean isRgb8() {
    return color == 2 && depth == 8;
  }

  /** Samples of a pixel. */
  int channels() {
    return switch (color) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** Bytes of a scanline of {@code columns} pixels, without its filter byte. */
  int rowBytes(int columns) {
    return (int) (((long) columns * channels() * depth + 7) / 8);
  }

  /** Distance from a byte to the one of the pixel on the left that it is filtered against. */
  int pixelBytes() {
    return Math.max(1, channels() * depth / 8);
  }

  boolean isEmpty(Pass pass) {
    return pass.columns(width) < 1 || pass.rows(height) < 1;
  }

  /** All scanlines with their filter bytes. */
  long scanlineBytes() {
    long bytes = 0;
    for (Pass pass : passes()) {
      if (!isEmpty(pass)) {
        bytes += (long) pass.rows(height) * (1 + rowBytes(pass.columns(width)));
      }
    }
    return bytes;
  }
}
