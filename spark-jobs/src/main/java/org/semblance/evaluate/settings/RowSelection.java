package org.semblance.evaluate.settings;

import java.util.Map;
import org.semblance.table.Split;

/** Which rows of a table with a split column are measured. */
public enum RowSelection {
  /** Test rows, each a query against the others; with query and gallery rows, these two sides. */
  TEST,
  /** Rows held out of training for validation. */
  VAL,
  /** Rows that were trained on. */
  TRAIN,
  /** Every row, whatever its split. */
  ALL;

  /** What rows are used for by their split; those of other splits are left out. */
  public Map<Split, Integer> roles() {
    return switch (this) {
      case TEST ->
          Map.of(Split.TEST, Role.BOTH, Split.QUERY, Role.QUERY, Split.GALLERY, Role.GALLERY);
      case VAL -> Map.of(Split.VAL, Role.BOTH);
      case TRAIN -> Map.of(Split.TRAIN, Role.BOTH);
      case ALL -> Map.of();
    };
  }
}
