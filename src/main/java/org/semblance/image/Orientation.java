package org.semblance.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the stored image must be turned to stand upright: the values 1 to 8 of the EXIF tag
 * Orientation (EXIF 2.32, section 4.6.4, tag 0x0112), in order.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  MIRRORED_UPSIDE_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_LEFT(true, false, true),
  TRANSVERSED(true, true, true),
  TURNED_RIGHT(true, true, false);

  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;

  private final boolean swapsAxes;
  private final boolean flipsColumns;
  private final boolean flipsRows;

  Orientation(boolean swapsAxes, boolean flipsColumns, boolean flipsRows) {
    this.swapsAxes = swapsAxes;
    this.flipsColumns = flipsColumns;
    this.flipsRows = flipsRows;
  }

  /**
   * Reads the tag of the first image directory; damaged or absent metadata count as upright.
   *
   * @param file contains a TIFF block
   * @param start of the block's byte-order mark
   * @param end after the block
   */
  static Orientation fromTiff(byte[] file, int start, int end) {
    ByteBuffer tiff = ByteBuffer.wrap(file, start, end - start).slice();
    if (tiff.limit() < 8) {
      return UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    for (int entry = 0; entry < entries; entry++) {
      long at = directory + 2 + (long) entry * ENTRY_BYTES;
      if (at + ENTRY_BYTES > tiff.limit()) {
        return UPRIGHT;
      }
      if (Short.toUnsignedInt(tiff.getShort((int) at)) == TAG) {
        return fromCode(Short.toUnsignedInt(tiff.getShort((int) at + 8)));
      }
    }
    return UPRIGHT;
  }

  private static Orientation fromCode(int code) {
    return code >= 1 && code <= values().length ? values()[code - 1] : UPRIGHT;
  }

  /** The upright image; the same object where nothing has to be turned. */
  RgbImage apply(RgbImage stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapsAxes ? stored.height() : stored.width();
    int height = swapsAxes ? stored.width() : stored.height();
    byte[] from = stored.pixels();
    byte[] upright = new byte[from.length];
    for (int y = 0, to = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += 3) {
        int column = swapsAxes ? y : x;
        int row = swapsAxes ? x : y;
        column = flipsColumns ? stored.width() - 1 - column : column;
        row = flipsRows ? stored.height() - 1 - row : row;
        System.arraycopy(from, 3 * (row * stored.width() + column), upright, to, 3);
      }
    }
    return new RgbImage(width, height, upright);
  }
}
