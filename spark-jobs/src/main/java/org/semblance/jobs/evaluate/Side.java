package org.semblance.jobs.evaluate;

import java.io.Serializable;
import java.util.List;
import org.semblance.metric.LabeledRows;

/**
 * The queries or the gallery, in the order of class and id, cut into blocks of whole classes.
 *
 * @param starts {@code [blocks + 1]}, the number of the first row of each block
 * @param ids {@code [rows]}, in row order
 * @param categories {@code [rows]} category numbers, or empty
 */
record Side(List<LabeledRows> blocks, int[] starts, RowIds ids, int[] categories)
    implements Serializable {

  /** Whether this is {@code other}, not one like it. */
  @SuppressWarnings("ReferenceEquality")
  boolean isSame(Side other) {
    return this == other;
  }

  int count() {
    return starts[starts.length - 1];
  }

  int dimension() {
    return blocks.get(0).rows().dimension();
  }
}
