package org.semblance.train;

/**
 * How far a run has come.
 *
 * @param cursor next step
 * @param best best validation so far
 */
record Position(Cursor cursor, BestValidation best) {

  /** Before the first step. */
  static final Position START = new Position(Cursor.START, BestValidation.NONE);
}
