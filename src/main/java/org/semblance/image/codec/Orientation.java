package org.semblance.image.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semblance.image.RgbImage;

/**
 * How the stored image must be turned to stand upright: the values 1 to 8 of the EXIF tag
 * Orientation (EXIF 2.32, section 4.6.4, tag 0x0112), in order.
 *
 * <p>Written out because general metadata readers parse maker notes and thumbnails too, inflate
 * without a limit, and take values of types that the tag does not have.
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

  private static final byte[] EXIF_NAME = {'E', 'x', 'i', 'f', 0, 0};
  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final Pattern XMP =
      Pattern.compile("tiff:Orientation(?:\\s*=\\s*[\"']|>)\\s*([1-8])");

  private final boolean swapsAxes;
  private final boolean flipsColumns;
  private final boolean flipsRows;

  Orientation(boolean swapsAxes, boolean flipsColumns, boolean flipsRows) {
    this.swapsAxes = swapsAxes;
    this.flipsColumns = flipsColumns;
    this.flipsRows = flipsRows;
  }

  /** Whether the bytes from {@code start} on begin as those of a JPEG segment with EXIF data do. */
  static boolean isExif(byte[] file, int start, int end) {
    int length = EXIF_NAME.length;
    return end - start >= length
        && Arrays.equals(file, start, start + length, EXIF_NAME, 0, length);
  }

  /**
   * What the first image directory of EXIF data says; null where it says nothing or is damaged.
   *
   * @param file contains a TIFF block, perhaps behind the name that JPEG puts before it
   * @param start of the block or its name
   * @param end after the block
   */
  static @Nullable Orientation ofExif(byte[] file, int start, int end) {
    int from = isExif(file, start, end) ? start + EXIF_NAME.length : start;
    ByteBuffer tiff = ByteBuffer.wrap(file, from, end - from).slice();
    if (tiff.limit() < 8) {
      return null;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return null;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    for (int entry = 0; entry < entries; entry++) {
      long at = directory + 2 + (long) entry * ENTRY_BYTES;
      if (at + ENTRY_BYTES > tiff.limit()) {
        return null;
      }
      if (Short.toUnsignedInt(tiff.getShort((int) at)) == TAG) {
        return ofEntry(tiff, (int) at);
      }
    }
    return null;
  }

  private static @Nullable Orientation ofEntry(ByteBuffer tiff, int at) {
    return switch (tiff.getShort(at + 2)) {
      case SHORT -> ofCode(Short.toUnsignedInt(tiff.getShort(at + 8)));
      case LONG -> ofCode(tiff.getInt(at + 8));
      default -> null;
    };
  }

  private static @Nullable Orientation ofCode(int code) {
    return code >= 1 && code <= values().length ? values()[code - 1] : null;
  }

  /** What the property {@code tiff:Orientation} of an XMP packet says, or null. */
  static @Nullable Orientation ofXmp(byte[] packet) {
    Matcher matcher = XMP.matcher(new String(packet, ISO_8859_1));
    return matcher.find() ? ofCode(Integer.parseInt(matcher.group(1))) : null;
  }

  /** Whether rows become columns. */
  boolean swapsAxes() {
    return swapsAxes;
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
