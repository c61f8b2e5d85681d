package org.semblance.math;

/**
 * Scores of all rows of one block against all rows of another, a strip at a time: the strip is
 * handed over while it is in cache and no score matrix ever exists.
 *
 * <p>Holds its buffers between calls; one instance per thread.
 */
public final class BlockProduct {

  /** Sees the scores of a few rows against many columns. */
  @FunctionalInterface
  public interface StripVisitor {
    /**
     * Sees one strip.
     *
     * @param scores the score of (row, column) is at {@code (row - rowFrom) * stride + (column -
     *     columnFrom)}; valid during the call
     */
    void visit(int rowFrom, int rowTo, int columnFrom, int columnTo, float[] scores, int stride);
  }

  // Packed columns that a strip runs over: half of a 1 MB second-level cache.
  private static final int STRIP_FLOATS = 1 << 17;

  private final ScoreKernel kernel;
  private final int dimension;
  private final int stripColumns;
  private final float[] columnPanels;
  private final float[] strip;
  private float[] rowPanels = new float[0];

  public BlockProduct(ScoreKernel kernel, int dimension) {
    this.kernel = kernel;
    this.dimension = dimension;
    int width = kernel.panelColumns();
    this.stripColumns = Math.max(1, STRIP_FLOATS / dimension / width) * width;
    this.columnPanels = new float[stripColumns * (dimension + 1)];
    this.strip = new float[kernel.panelRows() * stripColumns];
  }

  public ScoreKernel kernel() {
    return kernel;
  }

  /** Visits every pair of rows {@code [aFrom, aTo)} of {@code a} and {@code [bFrom, bTo)}. */
  public void forEachStrip(
      Rows a, int aFrom, int aTo, Rows b, int bFrom, int bTo, StripVisitor visitor) {
    checkRange(a, aFrom, aTo);
    checkRange(b, bFrom, bTo);
    rowPanels = packed(a, aFrom, aTo, kernel.panelRows(), rowPanels);
    for (int from = bFrom; from < bTo; from += stripColumns) {
      int to = Math.min(bTo, from + stripColumns);
      packed(b, from, to, kernel.panelColumns(), columnPanels);
      for (int row = aFrom; row < aTo; row += kernel.panelRows()) {
        tiles(row - aFrom, 0, to - from);
        int rowTo = Math.min(aTo, row + kernel.panelRows());
        visitor.visit(row, rowTo, from, to, strip, stripColumns);
      }
    }
  }

  /**
   * Visits every unordered pair of different rows of {@code a} at least once: strips hold all
   * columns right of the diagonal and some left of it, where scores are undefined.
   */
  public void forEachUpperStrip(Rows a, StripVisitor visitor) {
    checkRange(a, 0, a.count());
    rowPanels = packed(a, 0, a.count(), kernel.panelRows(), rowPanels);
    for (int from = 0; from < a.count(); from += stripColumns) {
      int to = Math.min(a.count(), from + stripColumns);
      packed(a, from, to, kernel.panelColumns(), columnPanels);
      for (int row = 0; row < to; row += kernel.panelRows()) {
        tiles(row, Math.max(0, row - from), to - from);
        int rowTo = Math.min(a.count(), row + kernel.panelRows());
        visitor.visit(row, rowTo, from, to, strip, stripColumns);
      }
    }
  }

  private void checkRange(Rows rows, int from, int to) {
    if (rows.dimension() != dimension) {
      throw new IllegalArgumentException(
          "dimension must be " + dimension + ", got " + rows.dimension());
    }
    if (from < 0 || to < from || to > rows.count()) {
      throw new IllegalArgumentException(
          "row range must lie in [0, %d), got [%d, %d)".formatted(rows.count(), from, to));
    }
  }

  private void tiles(int row, int columnFrom, int columnTo) {
    int width = kernel.panelColumns();
    int rowPanel = row * (dimension + 1);
    for (int column = columnFrom / width * width; column < columnTo; column += width) {
      int columnPanel = column * (dimension + 1);
      kernel.tile(
          rowPanels, rowPanel, columnPanels, columnPanel, dimension, strip, column, stripColumns);
    }
  }

  /** Packs rows into panels of {@code width}; the last one is filled up with zeros. */
  private float[] packed(Rows rows, int from, int to, int width, float[] buffer) {
    int panels = (to - from + width - 1) / width;
    int length = Math.multiplyExact(panels * width, dimension + 1);
    float[] target = buffer.length >= length ? buffer : new float[length];
    for (int panel = 0; panel < panels; panel++) {
      int first = from + panel * width;
      packPanel(rows, first, Math.min(to, first + width), width, target, first - from);
    }
    return target;
  }

  private void packPanel(Rows rows, int from, int to, int width, float[] target, int offset) {
    float[] values = rows.values();
    int filled = to - from;
    int at = offset * (dimension + 1);
    for (int i = 0; i < width; i++) {
      target[at + i] = i < filled ? rows.biases()[from + i] : 0;
    }
    for (int k = 0; k < dimension; k++) {
      at += width;
      int source = from * dimension + k;
      for (int i = 0; i < filled; i++) {
        target[at + i] = values[source + i * dimension];
      }
      for (int i = filled; i < width; i++) {
        target[at + i] = 0;
      }
    }
  }
}
