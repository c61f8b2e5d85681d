package org.semblance.evaluate.input;

import org.jspecify.annotations.Nullable;

/** The rows of a part of a table, one after the other; ends what it opened when it is through. */
public interface RowCursor {

  /** Moves to the next row, if there is one. */
  boolean next();

  /**
   * The value of a column of keys, by its place among those asked for, as its {@link KeyType} says;
   * null for null. Lent until the next row.
   */
  @Nullable Object value(int key);

  /**
   * The vector, or null for null. An element that is null, or that float32 cannot hold, is NaN or
   * infinite. Lent until the next row.
   */
  float @Nullable [] vector();
}
