package org.semblance.math;

/**
 * The innermost loops of exact search: a tile of scores, and scans over a row of scores.
 *
 * <p>A score is {@code Σ a[k]·b[k]}, accumulated in float32 from 0 by one fused multiply-add per
 * {@code k} in ascending order. The bits of a pair therefore depend on nothing but its two rows,
 * and {@code score(a, b) == score(b, a)}.
 *
 * <p>Operands come packed in panels of {@link #panelRows} or {@link #panelColumns} vectors: for
 * each {@code k} the k-th component of every vector, zero where a panel is not full. Arguments are
 * not checked here; {@link BlockProduct} is the checked entrance.
 */
public interface ScoreKernel {

  /** Scores that {@link #candidates} tells apart. */
  int GROUP = 64;

  /** What the report calls this kernel. */
  String name();

  /** Vectors in a panel of the left operand. */
  int panelRows();

  /** Vectors in a panel of the right operand. */
  int panelColumns();

  /**
   * Writes the scores of one left panel at {@code a[aFrom]} and one right panel at {@code b[bFrom]}
   * to {@code scores[from + row * stride + column]}.
   *
   * @param depth components per vector
   */
  void tile(
      float[] a, int aFrom, float[] b, int bFrom, int depth, float[] scores, int from, int stride);

  /**
   * Skips scores below the floors.
   *
   * @param floor what a score must reach to matter for the row
   * @param floors what it must reach to matter for its column; that of {@code scores[from]} is
   *     {@code floors[floorsFrom]}
   * @return an index such that no score before it reaches either floor and that is {@code to}, or
   *     has such a score within the next {@link #GROUP}
   */
  default int nextCandidates(
      float[] scores, int from, int to, float floor, float[] floors, int floorsFrom) {
    int at = from;
    while (at < to && scores[at] < floor && scores[at] < floors[floorsFrom + at - from]) {
      at++;
    }
    return at;
  }

  /**
   * Bit i says whether {@code scores[from + i]} reaches one of the floors, which are those of
   * {@link #nextCandidates}; bits from {@code to} on are 0.
   */
  default long candidates(
      float[] scores, int from, int to, float floor, float[] floors, int floorsFrom) {
    long bits = 0;
    for (int i = 0; i < Math.min(GROUP, to - from); i++) {
      boolean reached = scores[from + i] >= floor || scores[from + i] >= floors[floorsFrom + i];
      bits |= (reached ? 1L : 0L) << i;
    }
    return bits;
  }

  /** As the other method, for the floor of the row alone. */
  default int nextCandidates(float[] scores, int from, int to, float floor) {
    int at = from;
    while (at < to && scores[at] < floor) {
      at++;
    }
    return at;
  }

  /** As the other method, for the floor of the row alone. */
  default long candidates(float[] scores, int from, int to, float floor) {
    long bits = 0;
    for (int i = 0; i < Math.min(GROUP, to - from); i++) {
      bits |= (scores[from + i] >= floor ? 1L : 0L) << i;
    }
    return bits;
  }

  /** The first index in {@code [from, to)}, which must not be empty, of the largest score. */
  int indexOfMaximum(float[] scores, int from, int to);
}
