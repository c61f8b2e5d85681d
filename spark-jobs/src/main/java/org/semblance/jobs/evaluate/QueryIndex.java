package org.semblance.jobs.evaluate;

import java.io.Serializable;
import org.semblance.metric.LabeledRows;

/**
 * What scoring must know of the queries beside their blocks.
 *
 * @param starts {@code [blocks + 1]} row numbers
 * @param categories {@code [rows]}, or empty
 */
record QueryIndex(int[] starts, int[] categories, long galleryRows) implements Serializable {

  static QueryIndex of(SideLayout queries, EvaluationSet set) {
    return new QueryIndex(queries.starts(), queries.categories(), set.gallery().count());
  }

  /** How many rows are ranked for row {@code row} of a block of queries. */
  long retrieved(LabeledRows queries, int row) {
    return galleryRows - (queries.ties()[row] == LabeledRows.OUTSIDE ? 0 : 1);
  }
}
