package org.semblance.evaluate.blocks;

import java.io.Serializable;
import org.semblance.eval.search.LabeledRows;

/**
 * What scoring must know of the queries beside their blocks.
 *
 * @param starts {@code [blocks + 1]} row numbers
 * @param categories {@code [rows]}, or empty
 */
public record QueryIndex(int[] starts, int[] categories, long galleryRows) implements Serializable {

  public static QueryIndex of(SideLayout queries, EvaluationSet set) {
    return new QueryIndex(queries.starts(), queries.categories(), set.gallery().count());
  }

  /** How many rows are ranked for row {@code row} of a block of queries. */
  public long retrieved(LabeledRows queries, int row) {
    return galleryRows - (queries.ties()[row] == LabeledRows.OUTSIDE ? 0 : 1);
  }
}
