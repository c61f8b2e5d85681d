package org.semblance.train.checkpoint;

import java.io.Serializable;

/**
 * The best validation so far.
 *
 * @param score MAP@R; negative before the first validation
 * @param step steps taken then
 * @param checksSince later validations, none of them better
 */
public record BestValidation(double score, long step, int checksSince) implements Serializable {

  /** Before the first validation. */
  public static final BestValidation NONE = new BestValidation(-1, 0, 0);

  /** With one more validation; a tie is no gain. */
  public BestValidation after(double score, long step) {
    return score > this.score
        ? new BestValidation(score, step, 0)
        : new BestValidation(this.score, this.step, checksSince + 1);
  }
}
