package org.semblance.eval.verification;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The scores of all matching pairs, distinct and ascending, and how many pairs have each. These are
 * the only thresholds at which the share of accepted matches changes, so to know how many other
 * pairs lie between them is to know the whole ROC curve.
 *
 * <p>A score has a <em>place</em> among them, from 0 to 2n: 2j + 1 if it equals the j-th, 2j if it
 * is between the one before and the j-th. Larger scores have places at least as large.
 */
public final class MatchScores implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST_CELLS = 1 << 20;
  private static final int CELLS_PER_SCORE = 4;

  private final float[] scores;
  private final long[] counts;
  // The first score of each of many equally wide cells: most lookups end where they begin.
  private final int[] firsts;
  private final double scale;

  private MatchScores(float[] scores, long[] counts) {
    this.scores = scores;
    this.counts = counts;
    int cells = (int) Math.min(MOST_CELLS, (long) CELLS_PER_SCORE * scores.length) + 2;
    double width = scores.length == 0 ? 0 : (double) scores[scores.length - 1] - scores[0];
    this.scale = width > 0 && Double.isFinite(width) ? (cells - 2) / width : 0;
    this.firsts = new int[cells + 1];
    for (float score : scores) {
      firsts[cell(score) + 1]++;
    }
    for (int cell = 0; cell < cells; cell++) {
      firsts[cell + 1] += firsts[cell];
    }
  }

  /** Counts equal scores; none may be NaN. */
  public static MatchScores of(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int filled = 0;
    for (float[] part : parts) {
      for (float score : part) {
        all[filled++] = score + 0.0f; // -0 becomes +0
      }
    }
    Arrays.sort(all);
    float[] scores = new float[all.length];
    long[] counts = new long[all.length];
    int distinct = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        scores[distinct++] = all[i];
      }
      counts[distinct - 1]++;
    }
    return new MatchScores(Arrays.copyOf(scores, distinct), Arrays.copyOf(counts, distinct));
  }

  private int cell(float score) {
    return (int) (((double) score - scores[0]) * scale);
  }

  /** How many different scores there are. */
  public int distinct() {
    return scores.length;
  }

  /** How many places there are. */
  public int places() {
    return 2 * scores.length + 1;
  }

  /** The {@code j}-th score. */
  float score(int j) {
    return scores[j];
  }

  /** The pairs with the {@code j}-th score. */
  long count(int j) {
    return counts[j];
  }

  /** The place of {@code score}, which must not be NaN. */
  public int placeOf(float score) {
    int last = scores.length - 1;
    if (last < 0 || score < scores[0]) {
      return 0;
    }
    if (score > scores[last]) {
      return 2 * last + 2;
    }
    int cell = cell(score);
    int low = firsts[cell];
    int high = firsts[cell + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] < score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low <= last && scores[low] == score ? 2 * low + 1 : 2 * low;
  }
}
