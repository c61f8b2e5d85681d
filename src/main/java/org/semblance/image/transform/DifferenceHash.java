package org.semblance.image.transform;

import org.semblance.image.Luminance;
import org.semblance.image.RgbImage;

/**
 * A fingerprint of what an image looks like (dHash): of its gray levels at 9 x 8 pixels, whether
 * each is brighter than the one on its left. Copies of another size, format or quality differ in
 * few bits, unrelated images in about half of the 64. Equal to {@code imagehash.dhash}.
 */
public final class DifferenceHash {

  private static final int SIDE = 8;

  private DifferenceHash() {}

  /** 64 bits, row by row, the upper left one first (the highest). */
  public static long of(RgbImage image) {
    RgbImage small = Resampler.resize(Luminance.gray(image), SIDE + 1, SIDE, ResizeFilter.LANCZOS);
    long hash = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = 3 * (y * (SIDE + 1) + x);
        boolean brighter = (small.pixels()[at + 3] & 0xFF) > (small.pixels()[at] & 0xFF);
        hash = hash << 1 | (brighter ? 1 : 0);
      }
    }
    return hash;
  }

  /** Bits in which two hashes differ; up to about 10 for near-duplicates. */
  public static int distance(long one, long other) {
    return Long.bitCount(one ^ other);
  }
}
