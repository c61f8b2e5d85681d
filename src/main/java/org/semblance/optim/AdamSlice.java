package org.semblance.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.SliceStep;

/** The step of {@link Adam} or {@link AdamW} in host memory, operation by operation as theirs. */
final class AdamSlice implements SliceOptimizer {

  private final AdamMoments rule;
  private final boolean decoupled;
  private final float[] mean;
  private final float[] square;

  /**
   * Zero moments.
   *
   * @param decoupled whether weight decay shrinks the values instead of joining the gradient
   */
  AdamSlice(AdamMoments rule, boolean decoupled, int length) {
    this.rule = rule;
    this.decoupled = decoupled;
    mean = new float[length];
    square = new float[length];
  }

  @Override
  public Map<String, float[]> moments() {
    Map<String, float[]> moments = new LinkedHashMap<>();
    moments.put(AdamMoments.MEAN, mean);
    moments.put(AdamMoments.SQUARE, square);
    return moments;
  }

  @Override
  public void update(float[] values, float[] gradients, int start, SliceStep step) {
    if (step.weightDecay() > 0) {
      decay(values, gradients, start, step);
    }
    float beta1 = (float) rule.beta1();
    float beta2 = (float) rule.beta2();
    float rest1 = (float) (1 - rule.beta1());
    float rest2 = (float) (1 - rule.beta2());
    double steps = (double) step.update();
    float correction = (float) Math.sqrt(1 - Math.pow(rule.beta2(), steps));
    float size = (float) (step.rate() / (1 - Math.pow(rule.beta1(), steps)));
    float epsilon = (float) rule.epsilon();
    for (int i = 0; i < mean.length; i++) {
      float gradient = gradients[start + i];
      mean[i] = mean[i] * beta1 + gradient * rest1;
      square[i] = square[i] * beta2 + gradient * gradient * rest2;
      values[start + i] -= mean[i] * size / ((float) Math.sqrt(square[i]) / correction + epsilon);
    }
  }

  private void decay(float[] values, float[] gradients, int start, SliceStep step) {
    float rate = (float) step.weightDecay();
    float kept = (float) (1 - step.rate() * step.weightDecay());
    for (int i = start; i < start + mean.length; i++) {
      if (decoupled) {
        values[i] *= kept;
      } else {
        gradients[i] += values[i] * rate;
      }
    }
  }
}
