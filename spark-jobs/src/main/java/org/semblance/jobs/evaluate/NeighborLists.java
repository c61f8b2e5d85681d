package org.semblance.jobs.evaluate;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.semblance.math.RankKey;

/**
 * The nearest rows of consecutive queries. Arrays are not copied.
 *
 * @param firstRow number of the first query
 * @param labels {@code [queries]} classes
 * @param keys {@code [queries]} scores and tie ranks, nearest first; see {@link RankKey}
 */
record NeighborLists(int firstRow, int[] labels, long[][] keys) implements Serializable {

  int count() {
    return labels.length;
  }

  /** Per query that has neighbors its class, in the upper half, and the tie rank of its nearest. */
  long[] nearestPairs() {
    return IntStream.range(0, count())
        .filter(i -> keys[i].length > 0)
        .mapToLong(i -> ((long) labels[i] << Integer.SIZE) | RankKey.tie(keys[i][0]))
        .toArray();
  }
}
