package org.semblance.train.feed;

import java.io.Serializable;

/**
 * Where training stands in the plan.
 *
 * @param round of the next step; a round is an epoch
 * @param step next step within the round
 * @param total steps taken in the whole run
 */
public record Cursor(int round, int step, long total) implements Serializable {

  /** Before the first step. */
  public static final Cursor START = new Cursor(0, 0, 0);

  /** After a step that was not the round's last. */
  public Cursor afterStep() {
    return new Cursor(round, step + 1, total + 1);
  }

  /** At the start of the next round. */
  public Cursor nextRound() {
    return new Cursor(round + 1, 0, total);
  }
}
