package org.semblance.train.checkpoint;

import org.semblance.train.feed.Cursor;

/**
 * How far a run has come.
 *
 * @param cursor next step
 * @param best best validation so far
 */
public record ResumePoint(Cursor cursor, BestValidation best) {

  /** Before the first step. */
  public static final ResumePoint START = new ResumePoint(Cursor.START, BestValidation.NONE);
}
