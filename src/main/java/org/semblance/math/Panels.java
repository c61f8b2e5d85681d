package org.semblance.math;

/**
 * Rows transposed into panels, as {@link ScoreKernel} wants them; the buffer grows and is used
 * again.
 *
 * <p>Biases become two more components: {@code (bias, 1)} on the left, {@code (1, bias)} on the
 * right. They come first, so that a score starts at {@code bias(a) + bias(b)}, a sum that is the
 * same from either side.
 */
final class Panels {

  private static final int BIAS_COMPONENTS = 2;

  private final int width;
  private final int dimension;
  private final int biasSlice;
  private float[] packed = {};
  private int depth;

  private Panels(int width, int dimension, int biasSlice) {
    this.width = width;
    this.dimension = dimension;
    this.biasSlice = biasSlice;
  }

  static Panels left(int width, int dimension) {
    return new Panels(width, dimension, 0);
  }

  static Panels right(int width, int dimension) {
    return new Panels(width, dimension, 1);
  }

  /** Components per vector, those of the bias included. */
  int depth() {
    return depth;
  }

  /** The panels, one after the other; the last one is filled up with zeros. */
  float[] packed() {
    return packed;
  }

  void pack(Rows rows, int from, int to) {
    if (rows.dimension() != dimension) {
      throw new IllegalArgumentException(
          "dimension must be " + dimension + ", got " + rows.dimension());
    }
    if (from < 0 || to < from || to > rows.count()) {
      throw new IllegalArgumentException(
          "row range must lie in [0, %d), got [%d, %d)".formatted(rows.count(), from, to));
    }
    depth = dimension + (rows.isBiased() ? BIAS_COMPONENTS : 0);
    int panels = (to - from + width - 1) / width;
    int length = Math.multiplyExact(panels * width, depth);
    if (packed.length < length) {
      packed = new float[length];
    }
    for (int panel = 0; panel < panels; panel++) {
      int first = from + panel * width;
      packPanel(rows, first, Math.min(width, to - first), panel * width * depth);
    }
  }

  private void packPanel(Rows rows, int from, int filled, int start) {
    int at = start;
    if (rows.isBiased()) {
      packBiases(rows.biases(), from, filled, start);
      at += BIAS_COMPONENTS * width;
    }
    float[] values = rows.values();
    for (int k = 0; k < dimension; k++, at += width) {
      int source = from * dimension + k;
      for (int i = 0; i < filled; i++) {
        packed[at + i] = values[source + i * dimension];
      }
      for (int i = filled; i < width; i++) {
        packed[at + i] = 0;
      }
    }
  }

  private void packBiases(float[] biases, int from, int filled, int start) {
    int biasAt = start + biasSlice * width;
    int oneAt = start + (1 - biasSlice) * width;
    for (int i = 0; i < width; i++) {
      packed[biasAt + i] = i < filled ? biases[from + i] : 0;
      packed[oneAt + i] = i < filled ? 1 : 0;
    }
  }
}
