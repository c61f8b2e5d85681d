package org.semblance.train;

import java.io.Serializable;

/**
 * How far a run is.
 *
 * @param epoch from 0
 * @param epochs of the run
 * @param step steps taken
 * @param totalSteps estimated steps of the run
 * @param imagesPerSecond between the latest two lines of the log, or so far
 * @param loss mean between the latest two lines of the log; NaN before the first
 */
public record TrainProgress(
    int epoch, int epochs, long step, long totalSteps, double imagesPerSecond, double loss)
    implements Serializable {

  /** Who wants to know. */
  @FunctionalInterface
  public interface Listener {
    void report(TrainProgress progress);
  }
}
