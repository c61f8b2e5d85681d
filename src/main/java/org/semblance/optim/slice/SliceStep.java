package org.semblance.optim.slice;

/**
 * What one step has of its own.
 *
 * @param learningRate of the parameters, before schedules
 * @param factor of the learning rate: schedules and trust ratio
 * @param weightDecay pull towards zero; the rule says how it enters
 * @param update number of this update of the parameters, from 1
 * @param epoch from 0
 */
public record SliceStep(
    double learningRate, double factor, double weightDecay, long update, int epoch) {

  /** The step size. */
  public double rate() {
    return learningRate * factor;
  }
}
