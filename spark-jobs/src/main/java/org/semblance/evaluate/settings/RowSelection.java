package org.semblance.evaluate.settings;

import java.util.Map;

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

  /** What rows are used for by the name of their split; those of other splits are left out. */
  public Map<String, Integer> roles() {
    return switch (this) {
      case TEST -> Map.of("test", Role.BOTH, "query", Role.QUERY, "gallery", Role.GALLERY);
      case VAL -> Map.of("val", Role.BOTH);
      case TRAIN -> Map.of("train", Role.BOTH);
      case ALL -> Map.of();
    };
  }
}
