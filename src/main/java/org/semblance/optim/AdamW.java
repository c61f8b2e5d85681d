package org.semblance.optim;

import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.optim.slice.SliceOptimizer;

/**
 * Adam with decoupled weight decay as {@code torch.optim.AdamW}: {@code p *= 1 - learningRate *
 * weightDecay} before the step. Source: Loshchilov and Hutter, 2019, Algorithm 2.
 *
 * @param beta1 decay of the mean, in {@code [0, 1)}
 * @param beta2 decay of the mean square, in {@code [0, 1)}
 * @param epsilon positive
 */
@Summary("Adam that shrinks the weights by the weight decay.")
public record AdamW(
    @Setting(value = "Decay of the mean of gradients.", byDefault = "0.9", atLeast = 0, below = 1)
        double beta1,
    @Setting(
            value = "Decay of the mean of squared gradients.",
            byDefault = "0.999",
            atLeast = 0,
            below = 1)
        double beta2,
    @Setting(
            value = "Added to the bias-corrected root, as PyTorch does.",
            byDefault = "1.0e-8",
            above = 0)
        double epsilon)
    implements DeviceRule {

  public AdamW {
    Settings.check(AdamW.class, beta1, beta2, epsilon);
    new AdamMoments(beta1, beta2, epsilon);
  }

  @Override
  public List<String> moments() {
    return AdamMoments.NAMES;
  }

  @Override
  public SliceOptimizer slice(int length) {
    return new AdamSlice(new AdamMoments(beta1, beta2, epsilon), true, length);
  }

  @Override
  public void update(GroupState state, GroupRate rate) {
    if (rate.weightDecay() > 0) {
      state.values().muli(state.scalar(1 - rate.learningRate() * rate.weightDecay()));
    }
    new AdamMoments(beta1, beta2, epsilon).update(state, rate.learningRate());
  }
}
