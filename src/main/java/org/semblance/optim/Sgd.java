package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.optim.slice.SliceOptimizer;

/**
 * Stochastic gradient descent as {@code torch.optim.SGD} with dampening 0: {@code g += weightDecay
 * * p; b = momentum * b + g; p -= learningRate * (nesterov ? g + momentum * b : b)}.
 *
 * @param momentum in {@code [0, 1)}
 * @param nesterov whether to look ahead; needs a positive momentum
 */
@Summary("Stochastic gradient descent.")
public record Sgd(
    @Setting(
            value = "Share of the last step that is repeated.",
            byDefault = "0.9",
            atLeast = 0,
            below = 1)
        double momentum,
    @Setting(value = "Whether the gradient is taken after the repeated step.", byDefault = "false")
        boolean nesterov)
    implements DeviceRule {

  static final String MOMENTUM = "momentum";

  public Sgd {
    Settings.check(Sgd.class, momentum, nesterov);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("momentum must be positive with nesterov, got 0.0");
    }
  }

  @Override
  public List<String> moments() {
    return momentum > 0 ? List.of(MOMENTUM) : List.of();
  }

  @Override
  public SliceOptimizer slice(int length) {
    return new SgdSlice(this, length);
  }

  @Override
  public void update(GroupState state, GroupRate rate) {
    NDArray step = state.gradients();
    if (rate.weightDecay() > 0) {
      step.addi(state.values().mul(state.scalar(rate.weightDecay())));
    }
    if (momentum > 0) {
      NDArray factor = state.scalar(momentum);
      NDArray buffer = state.moment(MOMENTUM).muli(factor).addi(step);
      step = nesterov ? step.addi(buffer.mul(factor)) : buffer;
    }
    state.values().subi(step.mul(state.scalar(rate.learningRate())));
  }
}
