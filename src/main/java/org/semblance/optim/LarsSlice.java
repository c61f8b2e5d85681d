package org.semblance.optim;

import java.util.Map;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.SliceStep;

/** The step of {@link Lars} in host memory; the trust ratio is part of the learning rate. */
final class LarsSlice implements SliceOptimizer {

  private final Lars rule;
  private final float[] velocity;

  LarsSlice(Lars rule, int length) {
    this.rule = rule;
    velocity = new float[length];
  }

  @Override
  public Map<String, float[]> moments() {
    return Map.of(Lars.VELOCITY, velocity);
  }

  @Override
  public void update(float[] values, float[] gradients, int start, SliceStep step) {
    float rate = (float) step.rate();
    float decay = (float) step.weightDecay();
    float momentum = (float) rule.momentum();
    for (int i = 0; i < velocity.length; i++) {
      float move = gradients[start + i] + values[start + i] * decay;
      velocity[i] = velocity[i] * momentum + move * rate;
      values[start + i] -= velocity[i];
    }
  }
}
