package org.semblance.optim;

import java.io.Serializable;

/**
 * What parameter groups have of their own.
 *
 * @param learningRate step size, at least 0
 * @param weightDecay pull towards zero, at least 0; the rule says how it enters
 */
public record GroupRate(double learningRate, double weightDecay) implements Serializable {

  public GroupRate {
    if (!(learningRate >= 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException("learning-rate must be at least 0, got " + learningRate);
    }
    if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
      throw new IllegalArgumentException("weight-decay must be at least 0, got " + weightDecay);
    }
  }

  GroupRate times(double factor) {
    return new GroupRate(learningRate * factor, weightDecay);
  }
}
