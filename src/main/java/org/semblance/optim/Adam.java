package org.semblance.optim;

import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.optim.slice.SliceOptimizer;

/**
 * Adam as {@code torch.optim.Adam}: weight decay is added to the gradient (L2), epsilon to the
 * bias-corrected root. Source: Kingma and Ba, 2015, Algorithm 1 (which adds epsilon there too).
 *
 * @param beta1 decay of the mean, in {@code [0, 1)}
 * @param beta2 decay of the mean square, in {@code [0, 1)}
 * @param epsilon positive
 */
@Summary("Adam; adds the weight decay to the gradient.")
public record Adam(
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

  public Adam {
    Settings.check(Adam.class, beta1, beta2, epsilon);
    new AdamMoments(beta1, beta2, epsilon);
  }

  @Override
  public List<String> moments() {
    return AdamMoments.NAMES;
  }

  @Override
  public SliceOptimizer slice(int length) {
    return new AdamSlice(new AdamMoments(beta1, beta2, epsilon), false, length);
  }

  @Override
  public void update(GroupState state, GroupRate rate) {
    if (rate.weightDecay() > 0) {
      state.gradients().addi(state.values().mul(state.scalar(rate.weightDecay())));
    }
    new AdamMoments(beta1, beta2, epsilon).update(state, rate.learningRate());
  }
}
