package org.semblance.optim;

import java.util.Map;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.SliceStep;

/** The step of {@link Sgd} in host memory, operation by operation as there. */
final class SgdSlice implements SliceOptimizer {

  private final Sgd rule;
  private final int length;
  private final float[] buffer;

  SgdSlice(Sgd rule, int length) {
    this.rule = rule;
    this.length = length;
    buffer = new float[rule.momentum() > 0 ? length : 0];
  }

  @Override
  public Map<String, float[]> moments() {
    return rule.momentum() > 0 ? Map.of(Sgd.MOMENTUM, buffer) : Map.of();
  }

  @Override
  public void update(float[] values, float[] gradients, int start, SliceStep step) {
    float rate = (float) step.rate();
    float decay = (float) step.weightDecay();
    float momentum = (float) rule.momentum();
    for (int i = 0; i < length; i++) {
      float move = gradients[start + i] + values[start + i] * decay;
      if (buffer.length > 0) {
        buffer[i] = buffer[i] * momentum + move;
        move = rule.nesterov() ? move + buffer[i] * momentum : buffer[i];
      }
      values[start + i] -= move * rate;
    }
  }
}
