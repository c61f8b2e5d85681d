package org.semblance.image.augment;

import org.semblance.image.RgbImage;

/** Pillow's {@code ImageOps} that look every sample up in a table. Equal to them to the bit. */
final class Levels {

  private static final int LEVELS = 256;

  private Levels() {}

  /** Keeps the first bits of each sample. */
  static RgbImage posterize(RgbImage image, int bits) {
    int mask = ~((1 << (8 - bits)) - 1);
    return image(image, channel -> table(level -> level & mask));
  }

  /** Inverts samples from {@code threshold} on. */
  static RgbImage solarize(RgbImage image, double threshold) {
    return image(image, channel -> table(level -> level < threshold ? level : 255 - level));
  }

  /** Stretches each channel to the whole range. */
  static RgbImage autoContrast(RgbImage image) {
    return image(image, channel -> stretched(histogram(image, channel)));
  }

  /** Makes all levels of each channel about as frequent. */
  static RgbImage equalize(RgbImage image) {
    return image(image, channel -> equalized(histogram(image, channel)));
  }

  private interface Table {
    byte[] of(int channel);
  }

  private interface Level {
    int of(int level);
  }

  private static RgbImage image(RgbImage image, Table table) {
    byte[] pixels = new byte[image.pixels().length];
    for (int channel = 0; channel < 3; channel++) {
      byte[] levels = table.of(channel);
      for (int at = channel; at < pixels.length; at += 3) {
        pixels[at] = levels[image.pixels()[at] & 0xFF];
      }
    }
    return new RgbImage(image.width(), image.height(), pixels);
  }

  private static byte[] table(Level level) {
    byte[] table = new byte[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      table[i] = (byte) Math.max(0, Math.min(255, level.of(i)));
    }
    return table;
  }

  private static int[] histogram(RgbImage image, int channel) {
    int[] histogram = new int[LEVELS];
    for (int at = channel; at < image.pixels().length; at += 3) {
      histogram[image.pixels()[at] & 0xFF]++;
    }
    return histogram;
  }

  private static int last(int[] histogram) {
    int last = LEVELS - 1;
    while (last > 0 && histogram[last] == 0) {
      last--;
    }
    return last;
  }

  private static byte[] stretched(int[] histogram) {
    int least = 0;
    while (least < LEVELS - 1 && histogram[least] == 0) {
      least++;
    }
    int low = least;
    int high = last(histogram);
    if (high <= low) {
      return table(level -> level);
    }
    double scale = 255.0 / (high - low);
    double offset = -low * scale;
    return table(level -> (int) (level * scale + offset));
  }

  private static byte[] equalized(int[] histogram) {
    int sum = 0;
    int used = 0;
    for (int count : histogram) {
      sum += count;
      used += count > 0 ? 1 : 0;
    }
    int step = (sum - histogram[last(histogram)]) / 255;
    if (used <= 1 || step == 0) {
      return table(level -> level);
    }
    byte[] table = new byte[LEVELS];
    int seen = step / 2;
    for (int level = 0; level < LEVELS; level++) {
      table[level] = (byte) Math.min(255, seen / step);
      seen += histogram[level];
    }
    return table;
  }
}
