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

  // Packed columns that a strip runs over, and its scores: 2 MB, a core's share of the third-level
  // cache. The more columns, the less often rows have to be fetched from memory.
  private static final int STRIP_FLOATS = 1 << 19;

  private final ScoreKernel kernel;
  private final Panels rowPanels;
  private final Panels columnPanels;
  private final int stripColumns;
  private final float[] strip;

  public BlockProduct(ScoreKernel kernel, int dimension) {
    this.kernel = kernel;
    this.rowPanels = Panels.left(kernel.panelRows(), dimension);
    this.columnPanels = Panels.right(kernel.panelColumns(), dimension);
    int width = kernel.panelColumns();
    this.stripColumns =
        Math.max(1, STRIP_FLOATS / (dimension + kernel.panelRows()) / width) * width;
    this.strip = new float[kernel.panelRows() * stripColumns];
  }

  public ScoreKernel kernel() {
    return kernel;
  }

  /**
   * Visits every pair of rows {@code [aFrom, aTo)} of {@code a} and {@code [bFrom, bTo)} of {@code
   * b}; either both have biases or neither has.
   */
  public void forEachStrip(
      Rows a, int aFrom, int aTo, Rows b, int bFrom, int bTo, StripVisitor visitor) {
    if (a.isBiased() != b.isBiased()) {
      throw new IllegalArgumentException("biases must be on both sides or on neither");
    }
    rowPanels.pack(a, aFrom, aTo);
    for (int from = bFrom; from < bTo; from += stripColumns) {
      int to = Math.min(bTo, from + stripColumns);
      columnPanels.pack(b, from, to);
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
    rowPanels.pack(a, 0, a.count());
    for (int from = 0; from < a.count(); from += stripColumns) {
      int to = Math.min(a.count(), from + stripColumns);
      columnPanels.pack(a, from, to);
      for (int row = 0; row < to; row += kernel.panelRows()) {
        tiles(row, Math.max(0, row - from), to - from);
        int rowTo = Math.min(a.count(), row + kernel.panelRows());
        visitor.visit(row, rowTo, from, to, strip, stripColumns);
      }
    }
  }

  private void tiles(int row, int columnFrom, int columnTo) {
    int width = kernel.panelColumns();
    int depth = columnPanels.depth();
    for (int column = columnFrom / width * width; column < columnTo; column += width) {
      kernel.tile(
          rowPanels.packed(),
          row * depth,
          columnPanels.packed(),
          column * depth,
          depth,
          strip,
          column,
          stripColumns);
    }
  }
}
