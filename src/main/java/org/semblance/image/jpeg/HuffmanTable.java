package org.semblance.image.jpeg;

import java.util.Arrays;

/** Codes of up to 16 bits for symbols (ITU-T T.81, annex C). */
final class HuffmanTable {

  /** Codes of up to this many bits are looked up at once. */
  static final int FAST_BITS = 9;

  private static final int MOST_BITS = 16;

  /** By the next {@link #FAST_BITS} bits: length of the code times 256, plus its symbol; or 0. */
  private final int[] fast = new int[1 << FAST_BITS];

  /** By length: the first code that is longer, in units of 2^-16 of all codes. */
  private final int[] end = new int[MOST_BITS + 2];

  /** By length: place of the symbol of code 0 of that length, were there one. */
  private final int[] offset = new int[MOST_BITS + 1];

  private final byte[] symbols;

  /**
   * Reads a table.
   *
   * @param file with the number of codes of each length at {@code at}, then the symbols
   * @throws DamagedJpegException if there are more codes than bits allow
   */
  HuffmanTable(byte[] file, int at) {
    int count = 0;
    for (int length = 1; length <= MOST_BITS; length++) {
      count += file[at + length - 1] & 0xFF;
    }
    if (count > 256 || at + MOST_BITS + count > file.length) {
      throw new DamagedJpegException();
    }
    symbols = Arrays.copyOfRange(file, at + MOST_BITS, at + MOST_BITS + count);
    int code = 0;
    int place = 0;
    for (int length = 1; length <= MOST_BITS; length++) {
      int codes = file[at + length - 1] & 0xFF;
      if (code + codes > (1 << length)) {
        throw new DamagedJpegException();
      }
      offset[length] = place - code;
      for (int i = 0; i < codes && length <= FAST_BITS; i++) {
        int first = (code + i) << (FAST_BITS - length);
        int entry = length << 8 | (symbols[place + i] & 0xFF);
        Arrays.fill(fast, first, first + (1 << (FAST_BITS - length)), entry);
      }
      code += codes;
      place += codes;
      end[length] = code << (MOST_BITS - length);
      code <<= 1;
    }
    end[MOST_BITS + 1] = Integer.MAX_VALUE;
  }

  int bytes() {
    return MOST_BITS + symbols.length;
  }

  /** Length times 256 plus symbol of the code that the next 16 bits begin with. */
  int entry(int next16) {
    int entry = fast[next16 >> (MOST_BITS - FAST_BITS)];
    if (entry != 0) {
      return entry;
    }
    int length = FAST_BITS + 1;
    while (next16 >= end[length]) {
      length++;
    }
    if (length > MOST_BITS) {
      throw new DamagedJpegException();
    }
    int place = offset[length] + (next16 >> (MOST_BITS - length));
    return length << 8 | (symbols[place] & 0xFF);
  }
}
