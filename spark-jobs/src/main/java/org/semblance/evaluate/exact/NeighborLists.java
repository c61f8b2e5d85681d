package org.semblance.evaluate.exact;

import java.io.Serializable;
import org.semblance.math.RankKey;

/**
 * The nearest rows of consecutive queries. Arrays are not copied.
 *
 * @param firstRow number of the first query
 * @param labels {@code [queries]} classes
 * @param keys {@code [queries]} scores and tie ranks, nearest first; see {@link RankKey}
 */
public record NeighborLists(int firstRow, int[] labels, long[][] keys) implements Serializable {

  public int count() {
    return labels.length;
  }
}
