package org.semblance.image.codec;

import org.semblance.image.RgbImage;
import org.semblance.image.codec.PngHeader.Pass;

/**
 * Unfiltered PNG scanlines to RGB pixels; what is transparent shows white, an index that the
 * palette does not have is a gray of that level, as in Pillow.
 */
final class PngPixels {

  private static final int INDEXED = 3;

  private final PngHeader header;
  private final Palette palette;
  private final byte[] transparency;
  private final int[] sample = new int[4];
  private final byte[] table;
  private final byte[] rgb;

  PngPixels(PngHeader header, Palette palette, byte[] transparency) {
    this.header = header;
    this.palette = palette;
    this.transparency = transparency;
    this.table = table();
    this.rgb = new byte[3 * header.width() * header.height()];
  }

  /** The RGB of each value where a pixel is one sample of at most 8 bits; else empty. */
  private byte[] table() {
    if (header.channels() > 1 || header.depth() > 8) {
      return new byte[0];
    }
    int values = 1 << header.depth();
    byte[] colors = new byte[3 * values];
    for (int value = 0; value < values; value++) {
      sample[0] = value;
      writePixel(colors, 3 * value);
    }
    return colors;
  }

  RgbImage image() {
    return new RgbImage(header.width(), header.height(), rgb);
  }

  /**
   * Takes one scanline.
   *
   * @param line contains it
   * @param start behind its filter byte
   * @param row of the pass
   */
  void unpackRow(byte[] line, int start, Pass pass, int row) {
    int columns = pass.columns(header.width());
    int to = 3 * ((pass.y() + row * pass.stepY()) * header.width() + pass.x());
    if (header.isRgb8() && transparency.length == 0 && pass.stepX() == 1) {
      System.arraycopy(line, start, rgb, to, 3 * columns);
      return;
    }
    boolean tabled = table.length > 0;
    for (int column = 0; column < columns; column++, to += 3 * pass.stepX()) {
      readSamples(line, start, column);
      if (tabled) {
        System.arraycopy(table, 3 * sample[0], rgb, to, 3);
      } else {
        writePixel(rgb, to);
      }
    }
  }

  private void readSamples(byte[] line, int start, int column) {
    int channels = header.channels();
    int depth = header.depth();
    for (int channel = 0; channel < channels; channel++) {
      int index = column * channels + channel;
      if (depth == 8) {
        sample[channel] = line[start + index] & 0xFF;
      } else if (depth == 16) {
        int at = start + 2 * index;
        sample[channel] = (line[at] & 0xFF) << 8 | (line[at + 1] & 0xFF);
      } else {
        int bit = index * depth;
        int shift = 8 - depth - (bit & 7);
        sample[channel] = (line[start + (bit >> 3)] & 0xFF) >> shift & ((1 << depth) - 1);
      }
    }
  }

  private void writePixel(byte[] rgb, int to) {
    int alpha = alpha();
    for (int channel = 0; channel < 3; channel++) {
      int value =
          switch (header.color()) {
            case 0, 4 -> toByte(sample[0]);
            case INDEXED -> palette.sample(sample[0], channel);
            default -> toByte(sample[channel]);
          };
      rgb[to + channel] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
  }

  /** 0 transparent to 255 opaque (sections 11.3.2 and 12.4). */
  private int alpha() {
    return switch (header.color()) {
      case INDEXED -> sample[0] < transparency.length ? transparency[sample[0]] & 0xFF : 255;
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
