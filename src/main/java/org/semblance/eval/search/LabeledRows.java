package org.semblance.eval.search;

import java.io.Serializable;
import java.util.Arrays;
import org.semblance.math.Rows;

/**
 * A block of rows with what exact counting must know of each; rows of a class stand together.
 * Arrays are not copied.
 *
 * @param classes {@code [count]}, not descending
 * @param ties {@code [count]}, the rank of the row's id among the ids of the gallery, which breaks
 *     ties; of a query that is not in the gallery {@link #OUTSIDE}
 * @param sequences {@code [count]}, or empty: rows of one sequence are no neighbors of each other;
 *     negative for none
 */
public record LabeledRows(Rows rows, int[] classes, int[] ties, int[] sequences)
    implements Serializable {

  public static final int OUTSIDE = -1;

  public int count() {
    return classes.length;
  }

  /** The rows {@code [from, to)}, copied. */
  public LabeledRows slice(int from, int to) {
    return new LabeledRows(
        rows.slice(from, to),
        Arrays.copyOfRange(classes, from, to),
        Arrays.copyOfRange(ties, from, to),
        sequences.length == 0 ? sequences : Arrays.copyOfRange(sequences, from, to));
  }

  /** The first row whose class is at least {@code label}. */
  public int firstOfClass(int label) {
    int low = 0;
    int high = classes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (classes[middle] < label) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The row after the last one of the class of row {@code from}, which must be its first. */
  public int classEnd(int from) {
    int end = from + 1;
    while (end < classes.length && classes[end] == classes[from]) {
      end++;
    }
    return end;
  }

  /** Whether row {@code i} must not be ranked for row {@code j} of {@code other}. */
  public boolean sharesSequence(int i, LabeledRows other, int j) {
    return sequences.length > 0
        && other.sequences.length > 0
        && sequences[i] >= 0
        && sequences[i] == other.sequences[j];
  }
}
