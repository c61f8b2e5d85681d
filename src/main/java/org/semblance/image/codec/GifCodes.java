package org.semblance.image.codec;

import org.semblance.image.UndecodableImageException;
import org.semblance.image.UndecodableImageException.Reason;

/** The compressed pixels of a GIF frame: LZW codes of growing length (GIF89a, appendix F). */
final class GifCodes {

  private static final int MOST_BITS = 12;
  private static final int MOST_CODES = 1 << MOST_BITS;

  private final byte[] file;
  private final byte[] indices;
  private final int[] prefix = new int[MOST_CODES];
  private final byte[] suffix = new byte[MOST_CODES];
  private final int[] length = new int[MOST_CODES];
  private int at;
  private int left;
  private int window;
  private int windowBits;
  private int filled;

  private GifCodes(byte[] file, int at, int pixels) {
    this.file = file;
    this.at = at;
    this.indices = new byte[pixels];
  }

  /**
   * The palette index of each pixel, in the order of the file.
   *
   * @param at of the byte that says how long the first codes are
   * @throws UndecodableImageException if the codes are damaged or end too early
   */
  static byte[] expand(byte[] file, int at, int pixels) {
    return new GifCodes(file, at, pixels).expand();
  }

  private byte[] expand() {
    int firstBits = at < file.length ? file[at++] & 0xFF : 0;
    if (firstBits < 1 || firstBits >= MOST_BITS) {
      throw corrupt("the GIF data say that their codes have " + firstBits + " bits");
    }
    int clear = 1 << firstBits;
    for (int code = 0; code < clear; code++) {
      suffix[code] = (byte) code;
      length[code] = 1;
    }
    int bits = firstBits + 1;
    int next = clear + 2;
    int previous = -1;
    while (filled < indices.length) {
      int code = code(bits);
      if (code == clear) {
        bits = firstBits + 1;
        next = clear + 2;
        previous = -1;
        continue;
      }
      if (code == clear + 1 || code > next || (previous < 0 && code >= clear)) {
        throw corrupt(
            "the GIF data end or are damaged at pixel " + filled + " of " + indices.length);
      }
      if (previous >= 0 && next < MOST_CODES) {
        prefix[next] = previous;
        length[next] = length[previous] + 1;
        suffix[next] = first(code == next ? previous : code);
        next++;
        bits = next == 1 << bits && bits < MOST_BITS ? bits + 1 : bits;
      }
      write(code);
      previous = code;
    }
    return indices;
  }

  private byte first(int code) {
    int at = code;
    while (length[at] > 1) {
      at = prefix[at];
    }
    return suffix[at];
  }

  /** A run may reach beyond the last pixel, whose rest is not wanted. */
  private void write(int code) {
    int end = filled + length[code];
    int at = code;
    for (int i = end - 1; i >= filled; i--) {
      if (i < indices.length) {
        indices[i] = suffix[at];
      }
      at = prefix[at];
    }
    filled = Math.min(end, indices.length);
  }

  private int code(int bits) {
    while (windowBits < bits) {
      window |= nextByte() << windowBits;
      windowBits += 8;
    }
    int code = window & ((1 << bits) - 1);
    window >>>= bits;
    windowBits -= bits;
    return code;
  }

  /** The next byte of the blocks that the codes are cut into. */
  private int nextByte() {
    if (left == 0 && at < file.length) {
      left = file[at++] & 0xFF;
      if (left == 0) {
        throw corrupt("the GIF data end at pixel " + filled + " of " + indices.length);
      }
    }
    if (at >= file.length) {
      throw new UndecodableImageException(
          Reason.TRUNCATED, "the GIF file ends at pixel " + filled + " of " + indices.length);
    }
    left--;
    return file[at++] & 0xFF;
  }

  private static UndecodableImageException corrupt(String detail) {
    return new UndecodableImageException(Reason.CORRUPT, detail);
  }
}
