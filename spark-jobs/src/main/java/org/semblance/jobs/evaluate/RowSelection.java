package org.semblance.jobs.evaluate;

/** Which rows of a table with a split column are measured. */
public enum RowSelection {
  /** Test rows, each a query against the others; with query and gallery rows, these two sides. */
  TEST,
  /** Rows held out of training for validation. */
  VAL,
  /** Rows that were trained on. */
  TRAIN,
  /** Every row, whatever its split. */
  ALL
}
