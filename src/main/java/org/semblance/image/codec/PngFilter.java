package org.semblance.image.codec;

import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/** The five scanline filters of PNG (ISO/IEC 15948, section 9). */
final class PngFilter {

  private PngFilter() {}

  /**
   * Restores one scanline in place.
   *
   * @param start of the filter byte; the scanline above ends just before it
   * @param rowBytes without the filter byte
   * @param pixelBytes distance to the byte on the left
   * @param hasAbove false in the first row of a pass, where the bytes above count as 0
   */
  static void undo(byte[] lines, int start, int rowBytes, int pixelBytes, boolean hasAbove) {
    int from = start + 1;
    int end = from + rowBytes;
    int above = rowBytes + 1;
    switch (lines[start]) {
      case 0 -> {}
      case 1 -> left(lines, from, end, pixelBytes);
      case 2 -> above(lines, from, end, hasAbove ? above : 0);
      case 3 -> average(lines, from, end, pixelBytes, hasAbove ? above : 0);
      case 4 -> paeth(lines, from, end, pixelBytes, hasAbove ? above : 0);
      default ->
          throw new UndecodableImageException(
              Reason.CORRUPT, "PNG filter " + (lines[start] & 0xFF) + " does not exist");
    }
  }

  private static void left(byte[] lines, int from, int end, int pixelBytes) {
    for (int i = from + pixelBytes; i < end; i++) {
      lines[i] += lines[i - pixelBytes];
    }
  }

  private static void above(byte[] lines, int from, int end, int above) {
    for (int i = from; above > 0 && i < end; i++) {
      lines[i] += lines[i - above];
    }
  }

  private static void average(byte[] lines, int from, int end, int pixelBytes, int above) {
    for (int i = from; i < end; i++) {
      int a = i - from >= pixelBytes ? lines[i - pixelBytes] & 0xFF : 0;
      int b = above > 0 ? lines[i - above] & 0xFF : 0;
      lines[i] += (byte) ((a + b) >> 1);
    }
  }

  /** a left, b above, c above left (section 9.4). */
  private static void paeth(byte[] lines, int from, int end, int pixelBytes, int above) {
    if (above == 0) {
      left(lines, from, end, pixelBytes);
      return;
    }
    above(lines, from, Math.min(end, from + pixelBytes), above);
    for (int i = from + pixelBytes; i < end; i++) {
      int a = lines[i - pixelBytes] & 0xFF;
      int b = lines[i - above] & 0xFF;
      int c = lines[i - above - pixelBytes] & 0xFF;
      int toA = Math.abs(b - c);
      int toB = Math.abs(a - c);
      int toC = Math.abs(a + b - 2 * c);
      lines[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
    }
  }
}
