package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Optional;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.optim.slice.SliceOptimizer;
import org.semblance.optim.slice.TrustRatio;

/**
 * Layer-wise adaptive rate scaling: {@code r = trust |p| / (|g| + weightDecay |p|); v = momentum *
 * v + learningRate * r * (g + weightDecay * p); p -= v}, norms and r by tensor. Source: You, Gitman
 * and Ginsburg, 2017, Algorithm 1.
 *
 * @param momentum in {@code [0, 1)}
 * @param trust coefficient of the {@link TrustRatio}, positive
 */
@Summary(
    "The learning rate of each tensor is multiplied by trust |weights| / "
        + "(|gradient| + weight-decay |weights|).")
public record Lars(
    @Setting(
            value = "Share of the last step that is repeated.",
            byDefault = "0.9",
            atLeast = 0,
            below = 1)
        double momentum,
    @Setting(value = "Trust ratio.", byDefault = "0.001", above = 0) double trust)
    implements DeviceRule {

  static final String VELOCITY = "velocity";

  public Lars {
    Settings.check(Lars.class, momentum, trust);
    new TrustRatio(trust);
  }

  @Override
  public List<String> moments() {
    return List.of(VELOCITY);
  }

  @Override
  public Optional<TrustRatio> trustRatio() {
    return Optional.of(new TrustRatio(trust));
  }

  @Override
  public SliceOptimizer slice(int length) {
    return new LarsSlice(this, length);
  }

  @Override
  public void update(GroupState state, GroupRate rate) {
    NDArray ratios = ratios(state, rate);
    NDArray gradients = state.gradients();
    if (rate.weightDecay() > 0) {
      gradients.addi(state.values().mul(state.scalar(rate.weightDecay())));
    }
    int tensor = 0;
    for (NDArray part : state.group().tensorGradients()) {
      part.muli(ratios.get(tensor++));
    }
    NDArray velocity = state.moment(VELOCITY);
    velocity.muli(state.scalar(momentum)).addi(gradients.mul(state.scalar(rate.learningRate())));
    state.values().subi(velocity);
  }

  /** {@link TrustRatio#of} of all tensors, {@code [tensors]}. */
  private NDArray ratios(GroupState state, GroupRate rate) {
    NDArray weights = norms(state.group().tensors().values());
    NDArray gradients = norms(state.group().tensorGradients());
    NDArray divisor = gradients.add(weights.mul(state.scalar(rate.weightDecay())));
    NDArray ratios = weights.mul(state.scalar(trust)).div(divisor);
    NDArray usual = weights.mul(gradients).gt(0);
    return NDArrays.where(usual, ratios, ratios.onesLike());
  }

  private static NDArray norms(Iterable<NDArray> tensors) {
    NDList norms = new NDList();
    tensors.forEach(tensor -> norms.add(tensor.norm()));
    return NDArrays.stack(norms);
  }
}
