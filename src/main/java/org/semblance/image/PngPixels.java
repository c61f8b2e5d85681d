package org.semblance.image;

import org.semblance.image.PngHeader.Pass;
import org.semblance.image.UndecodableImageException.Reason;

/** Inflated PNG scanlines to RGB pixels; what is transparent shows white. */
final class PngPixels {

  private final PngHeader header;
  private final byte[] palette;
  private final byte[] transparency;
  private final int[] sample = new int[4];
  private final byte[] table;

  PngPixels(PngHeader header, byte[] palette, byte[] transparency) {
    this.header = header;
    this.palette = palette;
    this.transparency = transparency;
    this.table = table();
  }

  /** The RGB of each value where a pixel is one sample of at most 8 bits; else empty. */
  private byte[] table() {
    boolean indexed = header.color() == 3;
    if (header.channels() > 1 || header.depth() > 8) {
      return new byte[0];
    }
    int values = indexed ? Math.min(1 << header.depth(), palette.length / 3) : 1 << header.depth();
    byte[] rgb = new byte[3 * values];
    for (int value = 0; value < values; value++) {
      sample[0] = value;
      writePixel(rgb, 3 * value);
    }
    return rgb;
  }

  /** Unfilters {@code scanlines} in place. */
  RgbImage unpack(byte[] scanlines) {
    byte[] rgb = new byte[3 * header.width() * header.height()];
    int pixelBytes = Math.max(1, header.channels() * header.depth() / 8);
    int start = 0;
    for (Pass pass : header.passes()) {
      int columns = pass.columns(header.width());
      int rowBytes = header.rowBytes(columns);
      for (int row = 0; columns > 0 && row < pass.rows(header.height()); row++) {
        PngFilter.undo(scanlines, start, rowBytes, pixelBytes, row > 0);
        unpackRow(scanlines, start + 1, pass, columns, row, rgb);
        start += 1 + rowBytes;
      }
    }
    return new RgbImage(header.width(), header.height(), rgb);
  }

  private void unpackRow(byte[] scanlines, int start, Pass pass, int columns, int row, byte[] rgb) {
    int to = 3 * ((pass.y() + row * pass.stepY()) * header.width() + pass.x());
    if (header.isRgb8() && transparency.length == 0 && pass.stepX() == 1) {
      System.arraycopy(scanlines, start, rgb, to, 3 * columns);
      return;
    }
    for (int column = 0; column < columns; column++, to += 3 * pass.stepX()) {
      readSamples(scanlines, start, column);
      if (header.channels() == 1 && header.depth() <= 8) {
        copyFromTable(rgb, to);
      } else {
        writePixel(rgb, to);
      }
    }
  }

  private void readSamples(byte[] scanlines, int start, int column) {
    int channels = header.channels();
    int depth = header.depth();
    for (int channel = 0; channel < channels; channel++) {
      int index = column * channels + channel;
      if (depth == 8) {
        sample[channel] = scanlines[start + index] & 0xFF;
      } else if (depth == 16) {
        int at = start + 2 * index;
        sample[channel] = (scanlines[at] & 0xFF) << 8 | (scanlines[at + 1] & 0xFF);
      } else {
        int bit = index * depth;
        int shift = 8 - depth - (bit & 7);
        sample[channel] = (scanlines[start + (bit >> 3)] & 0xFF) >> shift & ((1 << depth) - 1);
      }
    }
  }

  private void copyFromTable(byte[] rgb, int to) {
    int from = 3 * sample[0];
    if (from >= table.length) {
      throw new UndecodableImageException(
          Reason.CORRUPT,
          "palette index " + sample[0] + " is outside the " + table.length / 3 + " colors");
    }
    rgb[to] = table[from];
    rgb[to + 1] = table[from + 1];
    rgb[to + 2] = table[from + 2];
  }

  private void writePixel(byte[] rgb, int to) {
    int alpha = alpha();
    for (int channel = 0; channel < 3; channel++) {
      int value =
          switch (header.color()) {
            case 0, 4 -> toByte(sample[0]);
            case 3 -> palette[3 * sample[0] + channel] & 0xFF;
            default -> toByte(sample[channel]);
          };
      rgb[to + channel] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
  }

  /** 0 transparent to 255 opaque (sections 11.3.2 and 12.4). */
  private int alpha() {
    return switch (header.color()) {
      case 3 -> sample[0] < transparency.length ? transparency[sample[0]] & 0xFF : 255;
      case 4 -> toByte(sample[1]);
      case 6 -> toByte(sample[3]);
      default -> isTransparentColor() ? 0 : 255;
    };
  }

  private boolean isTransparentColor() {
    int channels = header.channels();
    if (transparency.length < 2 * channels) {
      return false;
    }
    for (int channel = 0; channel < channels; channel++) {
      int high = transparency[2 * channel] & 0xFF;
      if (sample[channel] != (high << 8 | (transparency[2 * channel + 1] & 0xFF))) {
        return false;
      }
    }
    return true;
  }

  private int toByte(int value) {
    int most = (1 << header.depth()) - 1;
    return (value * 255 + most / 2) / most;
  }
}
