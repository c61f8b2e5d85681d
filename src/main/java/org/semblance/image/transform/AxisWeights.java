package org.semblance.image.transform;

/**
 * For each wanted pixel of one axis, the source pixels it is summed from: Pillow's {@code
 * precompute_coeffs} with its fixed point.
 *
 * @param count wanted pixels
 * @param first {@code [count]} first source pixel
 * @param taps {@code [count]} source pixels
 * @param width entries of {@code weights} per wanted pixel
 * @param weights {@code [count, width]} in units of 2^-22; a pixel's sum to 1
 */
record AxisWeights(int count, int[] first, int[] taps, int width, int[] weights) {

  /** 32 bits less 8 of a sample and 2 for weights above 1, as in Pillow. */
  static final int FRACTION_BITS = 22;

  /**
   * Weights of the pixels {@code [from, from + count)} of an axis resized from {@code size} to
   * {@code resized} pixels.
   */
  static AxisWeights of(ResizeFilter filter, int size, int resized, int from, int count) {
    double scale = (double) size / resized;
    double stretch = Math.max(1, scale);
    double support = filter.support() * stretch;
    int width = (int) Math.ceil(support) * 2 + 1;
    AxisWeights axis =
        new AxisWeights(count, new int[count], new int[count], width, new int[count * width]);
    double[] row = new double[width];
    for (int i = 0; i < count; i++) {
      double center = (from + i + 0.5) * scale;
      int first = Math.max(0, (int) (center - support + 0.5));
      int taps = Math.min(size, (int) (center + support + 0.5)) - first;
      double sum = 0;
      for (int tap = 0; tap < taps; tap++) {
        row[tap] = filter.weight((tap + first - center + 0.5) / stretch);
        sum += row[tap];
      }
      axis.set(i, first, taps, row, sum);
    }
    return axis;
  }

  private void set(int i, int start, int length, double[] row, double sum) {
    first[i] = start;
    taps[i] = length;
    for (int tap = 0; tap < length; tap++) {
      double fixed = row[tap] / sum * (1 << FRACTION_BITS);
      weights[i * width + tap] = (int) (fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    }
  }

  /** First source pixel that any wanted pixel needs. */
  int start() {
    return first[0];
  }

  /** After the last source pixel that any wanted pixel needs. */
  int end() {
    return first[count - 1] + taps[count - 1];
  }
}
