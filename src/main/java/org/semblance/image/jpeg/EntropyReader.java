package org.semblance.image.jpeg;

/** The bits of a scan (ITU-T T.81, annex F.2.2). */
final class EntropyReader {

  private static final int MARKER = 0xFF;
  private static final int FIRST_RESTART = 0xD0;

  private final byte[] file;
  private int at;
  private long window;
  private int bits;
  private int invented;

  EntropyReader(byte[] file, int at) {
    this.file = file;
    this.at = at;
  }

  /** Appends bytes until at least 48 bits are there; zeros from the next marker on. */
  private void fill() {
    while (bits <= 48) {
      int next = file[at] & 0xFF;
      if (next != MARKER) {
        at++;
      } else if (file[at + 1] == 0) {
        at += 2;
      } else {
        next = 0;
        invented += 8;
      }
      window = window << 8 | next;
      bits += 8;
    }
  }

  int symbol(HuffmanTable table) {
    if (bits < 32) {
      fill();
    }
    int entry = table.entry((int) (window >>> (bits - 16)) & 0xFFFF);
    bits -= entry >> 8;
    return entry & 0xFF;
  }

  /** A number of {@code length} bits, negative where the first is 0 (figure F.12). */
  int signed(int length) {
    if (length == 0) {
      return 0;
    }
    if (bits < 16) {
      fill();
    }
    bits -= length;
    int value = (int) (window >>> bits) & ((1 << length) - 1);
    return value < (1 << (length - 1)) ? value - (1 << length) + 1 : value;
  }

  void skip(int length) {
    if (bits < 16) {
      fill();
    }
    bits -= length;
  }

  /** Refuses to have read bits that the file does not have. */
  void requireRealBits() {
    if (invented > bits) {
      throw new DamagedJpegException();
    }
  }

  /** Moves behind restart marker {@code number} of 0 to 7. */
  void restart(int number) {
    requireRealBits();
    if (bits - invented >= 8
        || (file[at] & 0xFF) != MARKER
        || (file[at + 1] & 0xFF) != FIRST_RESTART + number) {
      throw new DamagedJpegException();
    }
    at += 2;
    bits = 0;
    window = 0;
    invented = 0;
  }
}
