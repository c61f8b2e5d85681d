package org.semblance.image.jpeg;

/**
 * Inverse DCT of 8 x 8 coefficients to 8 x 8, 4 x 4, 2 x 2 or one sample, in the integer arithmetic
 * of libjpeg (Loeffler, Ligtenberg and Moschytz 1989, and its reduced forms); equal to {@code
 * jpeg_idct_islow}, {@code _4x4}, {@code _2x2} and {@code _1x1} to the bit.
 */
final class ReducedDct {

  private static final int CONST_BITS = 13;
  private static final int PASS1_BITS = 2;

  private final int[] work = new int[64];

  /**
   * Writes the samples.
   *
   * @param block {@code [64]} coefficients in natural order, multiplied by their quantizers
   * @param size 8, 4, 2 or 1
   * @param samples receives {@code size} rows from {@code at} on, {@code stride} apart
   */
  void inverse(int[] block, int size, byte[] samples, int at, int stride) {
    switch (size) {
      case 8 -> eight(block, samples, at, stride);
      case 4 -> four(block, samples, at, stride);
      case 2 -> two(block, samples, at, stride);
      default -> samples[at] = sample(descale(block[0], 3));
    }
  }

  /** The same where all coefficients but the first are 0. */
  void fill(int first, int size, byte[] samples, int at, int stride) {
    byte level = sample(descale(first, 3));
    for (int y = 0, to = at; y < size; y++, to += stride) {
      for (int x = 0; x < size; x++) {
        samples[to + x] = level;
      }
    }
  }

  private static int descale(int value, int shift) {
    return (value + (1 << (shift - 1))) >> shift;
  }

  private static byte sample(int value) {
    return (byte) Math.max(0, Math.min(255, value + 128));
  }

  private void two(int[] block, byte[] samples, int at, int stride) {
    for (int column = 0; column < 8; column++) {
      if (column != 2 && column != 4 && column != 6) {
        int even = block[column] << (CONST_BITS + 2);
        int odd =
            odd2(block[column + 8], block[column + 24], block[column + 40], block[column + 56]);
        work[column] = descale(even + odd, CONST_BITS - PASS1_BITS + 2);
        work[column + 8] = descale(even - odd, CONST_BITS - PASS1_BITS + 2);
      }
    }
    for (int row = 0, to = at; row < 16; row += 8, to += stride) {
      int even = work[row] << (CONST_BITS + 2);
      int odd = odd2(work[row + 1], work[row + 3], work[row + 5], work[row + 7]);
      samples[to] = sample(descale(even + odd, CONST_BITS + PASS1_BITS + 5));
      samples[to + 1] = sample(descale(even - odd, CONST_BITS + PASS1_BITS + 5));
    }
  }

  private static int odd2(int c1, int c3, int c5, int c7) {
    return 29692 * c1 - 10426 * c3 + 6967 * c5 - 5906 * c7;
  }

  private void four(int[] block, byte[] samples, int at, int stride) {
    for (int c = 0; c < 8; c++) {
      if (c != 4) {
        four(
            block[c],
            block[c + 8],
            block[c + 16],
            block[c + 24],
            block[c + 40],
            block[c + 48],
            block[c + 56],
            CONST_BITS - PASS1_BITS + 1,
            c,
            8);
      }
    }
    for (int row = 0, to = at; row < 32; row += 8, to += stride) {
      four(
          work[row],
          work[row + 1],
          work[row + 2],
          work[row + 3],
          work[row + 5],
          work[row + 6],
          work[row + 7],
          CONST_BITS + PASS1_BITS + 4,
          32,
          1);
      for (int i = 0; i < 4; i++) {
        samples[to + i] = sample(work[32 + i]);
      }
    }
  }

  /** Four values into {@code work}, from {@code to} on, {@code step} apart. */
  private void four(
      int c0, int c1, int c2, int c3, int c5, int c6, int c7, int shift, int to, int step) {
    int even = c0 << (CONST_BITS + 1);
    int middle = 15137 * c2 - 6270 * c6;
    int inner = -1730 * c7 + 11893 * c5 - 17799 * c3 + 8697 * c1;
    int outer = -4176 * c7 - 4926 * c5 + 7373 * c3 + 20995 * c1;
    work[to] = descale(even + middle + outer, shift);
    work[to + 3 * step] = descale(even + middle - outer, shift);
    work[to + step] = descale(even - middle + inner, shift);
    work[to + 2 * step] = descale(even - middle - inner, shift);
  }

  private void eight(int[] block, byte[] samples, int at, int stride) {
    for (int column = 0; column < 8; column++) {
      eight(block, column, 8, CONST_BITS - PASS1_BITS);
    }
    for (int row = 0, to = at; row < 64; row += 8, to += stride) {
      eight(work, row, 1, CONST_BITS + PASS1_BITS + 3);
      for (int i = 0; i < 8; i++) {
        samples[to + i] = sample(work[row + i]);
      }
    }
  }

  /** Transforms eight values, {@code step} apart, into the same places of {@code work}. */
  private void eight(int[] from, int at, int step, int shift) {
    int c2 = from[at + 2 * step];
    int c6 = from[at + 6 * step];
    int z = (c2 + c6) * 4433;
    int even2 = z - c6 * 15137;
    int even3 = z + c2 * 6270;
    int even0 = (from[at] + from[at + 4 * step]) << CONST_BITS;
    int even1 = (from[at] - from[at + 4 * step]) << CONST_BITS;
    int c7 = from[at + 7 * step];
    int c5 = from[at + 5 * step];
    int c3 = from[at + 3 * step];
    int c1 = from[at + step];
    int z5 = (c7 + c3 + c5 + c1) * 9633;
    int z1 = (c7 + c1) * -7373;
    int z2 = (c5 + c3) * -20995;
    int z3 = (c7 + c3) * -16069 + z5;
    int z4 = (c5 + c1) * -3196 + z5;
    int odd0 = c7 * 2446 + z1 + z3;
    int odd1 = c5 * 16819 + z2 + z4;
    int odd2 = c3 * 25172 + z2 + z3;
    int odd3 = c1 * 12299 + z1 + z4;
    work[at] = descale(even0 + even3 + odd3, shift);
    work[at + 7 * step] = descale(even0 + even3 - odd3, shift);
    work[at + step] = descale(even1 + even2 + odd2, shift);
    work[at + 6 * step] = descale(even1 + even2 - odd2, shift);
    work[at + 2 * step] = descale(even1 - even2 + odd1, shift);
    work[at + 5 * step] = descale(even1 - even2 - odd1, shift);
    work[at + 3 * step] = descale(even0 - even3 + odd0, shift);
    work[at + 4 * step] = descale(even0 - even3 - odd0, shift);
  }
}
