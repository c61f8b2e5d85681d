package org.semblance.eval.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.semblance.math.Rows;
import org.semblance.math.Vectors;

/** Brings embeddings in memory into the order that counting needs: by label, then by id. */
public final class SortedEmbeddings {

  private SortedEmbeddings() {}

  /**
   * The rows of {@code set}, copied.
   *
   * @param galleryIds ascending; ties are places in it
   */
  public static LabeledRows sorted(EmbeddingSet set, long[] galleryIds, Similarity similarity) {
    int[] order = order(set);
    int[] ties = new int[order.length];
    int[] labels = new int[order.length];
    float[] values = new float[set.vectors().length];
    for (int i = 0; i < order.length; i++) {
      int place = Arrays.binarySearch(galleryIds, set.ids()[order[i]]);
      ties[i] = place < 0 ? LabeledRows.OUTSIDE : place;
      labels[i] = set.labels()[order[i]];
      System.arraycopy(
          set.vectors(), order[i] * set.dimension(), values, i * set.dimension(), set.dimension());
    }
    if (!Vectors.isFinite(values, 0, values.length)) {
      throw new IllegalArgumentException("vectors must be finite, got NaN or infinity");
    }
    int[] sequences =
        set.sequences().length == 0
            ? set.sequences()
            : Arrays.stream(order).map(i -> set.sequences()[i]).toArray();
    Rows rows = similarity.prepare(values, set.dimension());
    return new LabeledRows(rows, labels, ties, sequences);
  }

  /** Row numbers by label, then by id. */
  static int[] order(EmbeddingSet set) {
    return IntStream.range(0, set.count())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(i -> set.labels()[i])
                .thenComparingLong(i -> set.ids()[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The ids in ascending order. */
  public static long[] sortedIds(EmbeddingSet set) {
    long[] ids = set.ids().clone();
    Arrays.sort(ids);
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] == ids[i - 1]) {
        throw new IllegalArgumentException("ids must be unique, got " + ids[i] + " twice");
      }
    }
    return ids;
  }
}
