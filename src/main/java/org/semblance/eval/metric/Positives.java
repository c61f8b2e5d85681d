package org.semblance.eval.metric;

import java.util.Arrays;
import org.semblance.eval.search.LabeledRows;
import org.semblance.math.BlockProduct;
import org.semblance.math.RankKey;

/**
 * Per query, the keys of its matches in descending order: what negatives are counted against. Takes
 * 8 bytes per match.
 */
public final class Positives {

  private final int[] offsets;
  private final long[] keys;

  private Positives(int[] offsets, long[] keys) {
    this.offsets = offsets;
    this.keys = keys;
  }

  /**
   * Finds the matches of {@code queries} in all blocks of a gallery: the rows of the same class
   * that are neither the query itself nor of its sequence.
   */
  public static Positives of(
      LabeledRows queries, Iterable<LabeledRows> gallery, BlockProduct product) {
    int[] starts = new int[queries.count() + 1];
    for (LabeledRows block : gallery) {
      addClassSizes(queries, block, starts);
    }
    for (int i = 0; i < queries.count(); i++) {
      starts[i + 1] = Math.addExact(starts[i], starts[i + 1]);
    }
    long[] keys = new long[starts[queries.count()]];
    int[] ends = Arrays.copyOf(starts, queries.count());
    for (LabeledRows block : gallery) {
      collect(queries, block, product, keys, ends);
    }
    return compacted(starts, ends, keys);
  }

  private static void addClassSizes(LabeledRows queries, LabeledRows block, int[] sizes) {
    for (int from = 0, end; from < queries.count(); from = end) {
      end = queries.classEnd(from);
      int label = queries.classes()[from];
      int size = block.firstOfClass(label + 1) - block.firstOfClass(label);
      for (int i = from; i < end; i++) {
        sizes[i + 1] += size;
      }
    }
  }

  private static void collect(
      LabeledRows queries, LabeledRows block, BlockProduct product, long[] keys, int[] ends) {
    for (int from = 0, end; from < queries.count(); from = end) {
      end = queries.classEnd(from);
      int label = queries.classes()[from];
      product.forEachStrip(
          queries.rows(),
          from,
          end,
          block.rows(),
          block.firstOfClass(label),
          block.firstOfClass(label + 1),
          (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
            for (int row = rowFrom; row < rowTo; row++) {
              int at = (row - rowFrom) * stride;
              for (int column = columnFrom; column < columnTo; column++, at++) {
                int tie = block.ties()[column];
                if (tie != queries.ties()[row] && !queries.sharesSequence(row, block, column)) {
                  keys[ends[row]++] = RankKey.of(scores[at], tie);
                }
              }
            }
          });
    }
  }

  private static Positives compacted(int[] starts, int[] ends, long[] keys) {
    int[] offsets = new int[starts.length];
    int to = 0;
    for (int i = 0; i < ends.length; i++) {
      Arrays.sort(keys, starts[i], ends[i]);
      int count = ends[i] - starts[i];
      System.arraycopy(keys, starts[i], keys, to, count);
      reverse(keys, to, to + count);
      to += count;
      offsets[i + 1] = to;
    }
    return new Positives(offsets, to == keys.length ? keys : Arrays.copyOf(keys, to));
  }

  private static void reverse(long[] keys, int from, int to) {
    for (int i = from, j = to - 1; i < j; i++, j--) {
      long swapped = keys[i];
      keys[i] = keys[j];
      keys[j] = swapped;
    }
  }

  /** Number of queries. */
  public int count() {
    return offsets.length - 1;
  }

  /** R of query {@code row}. */
  public int relevant(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /** The scores of the matches of query {@code row}, descending, copied. */
  public float[] scores(int row) {
    float[] scores = new float[relevant(row)];
    for (int j = 0; j < scores.length; j++) {
      scores[j] = RankKey.score(keys[offsets[row] + j]);
    }
    return scores;
  }

  int[] offsets() {
    return offsets;
  }

  long[] keys() {
    return keys;
  }
}
