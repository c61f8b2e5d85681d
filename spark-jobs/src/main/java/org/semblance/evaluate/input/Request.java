package org.semblance.evaluate.input;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is read of a table.
 *
 * @param vector the column of vectors
 * @param keys the columns of ids, labels and other names, in the order of the values of {@link
 *     RowCursor}
 * @param isOrdered whether rows must come in the order of the table, because their places matter
 * @param split the column of which some values are wanted, one of {@code keys}, or empty
 * @param splits the wanted values, in lower case; rows of others may be passed over, whole files of
 *     them unread
 */
public record Request(
    String vector, List<String> keys, boolean isOrdered, String split, Set<String> splits) {

  /** Whether rows with this value of {@link #split} are wanted. */
  public boolean isWanted(String value) {
    return splits.contains(value.strip().toLowerCase(Locale.ROOT));
  }
}
