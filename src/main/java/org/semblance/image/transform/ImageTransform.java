package org.semblance.image.transform;

import org.semblance.image.RgbImage;

/** Turns a decoded image into a square network input. */
public interface ImageTransform {

  /** Side of the input in pixels. */
  int side();

  /**
   * Writes the input of {@code image}.
   *
   * @param seed of the random choices; ignored by deterministic transforms
   * @param destination receives {@code [3, side, side]} float32, normalized, from {@code offset}
   */
  void write(RgbImage image, long seed, float[] destination, int offset);
}
