package org.semblance.train;

import java.io.Serializable;
import java.util.Map;
import org.semblance.train.checkpoint.BestValidation;
import org.semblance.train.feed.Cursor;

/**
 * How a run ended.
 *
 * @param ending why it ended
 * @param cursor next step, had it gone on
 * @param resumedAt steps taken before this start
 * @param loss mean since the last line of the log; NaN where no step was taken
 * @param validation last validation by curve name; empty where there was none
 * @param best best validation
 * @param imagesPerSecond over the steps of this start, validation and checkpoints left out
 * @param stallShare part of the steps' time spent waiting for batches, 0 to 1
 */
public record TrainOutcome(
    Ending ending,
    Cursor cursor,
    long resumedAt,
    double loss,
    Map<String, Double> validation,
    BestValidation best,
    double imagesPerSecond,
    double stallShare)
    implements Serializable {

  /** Why a run ended. */
  public enum Ending {
    /** All epochs are done. */
    COMPLETED,
    /** Validation had not improved for {@code train.validation.patience} checks. */
    EARLY,
    /** It was asked to stop; a checkpoint holds the state. */
    STOPPED
  }
}
