package org.semblance.image.transform;

import java.util.List;

/**
 * Bytes to float32 network input, {@code (value / 255 - mean) / std}, channel by channel.
 *
 * @param values {@code [3, 256]}, the input for each byte; not copied
 */
public record Normalization(float[] values) {

  static Normalization of(List<Double> mean, List<Double> std) {
    float[] values = new float[3 * 256];
    for (int channel = 0; channel < 3; channel++) {
      for (int value = 0; value < 256; value++) {
        values[channel * 256 + value] =
            (float) ((value / 255.0 - mean.get(channel)) / std.get(channel));
      }
    }
    return new Normalization(values);
  }

  /** The input for a byte of a channel, red first. */
  public float of(int channel, int value) {
    return values[channel << 8 | value];
  }
}
