package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/** A bound on gradients, applied in place to all groups together, without waiting for a device. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Clipping.None.class, name = "none"),
  @JsonSubTypes.Type(value = Clipping.Norm.class, name = "norm"),
  @JsonSubTypes.Type(value = Clipping.Value.class, name = "value")
})
public sealed interface Clipping extends Serializable {

  /** Bounds the gradients of {@code groups} in place. */
  void apply(List<ParameterGroup> groups);

  /** Leaves gradients as they are. */
  record None() implements Clipping {

    @Override
    public void apply(List<ParameterGroup> groups) {}
  }

  /**
   * Scales all gradients by {@code min(1, maximum / (norm + 1e-6))}, norm over all groups: {@code
   * torch.nn.utils.clip_grad_norm_}.
   *
   * @param maximum Euclidean norm, positive
   */
  record Norm(double maximum) implements Clipping {

    public Norm {
      positive(maximum);
    }

    @Override
    public void apply(List<ParameterGroup> groups) {
      Autograd.inPlace(
          () -> {
            NDList norms = new NDList();
            groups.forEach(group -> norms.add(group.gradients().norm()));
            NDArray norm = NDArrays.stack(norms).norm();
            NDArray factor = norm.addi(1e-6).getNDArrayInternal().rdiv(maximum).minimum(1f);
            groups.forEach(group -> group.gradients().muli(factor));
          });
    }
  }

  /**
   * Clamps each gradient to {@code [-maximum, maximum]}: {@code torch.nn.utils.clip_grad_value_}.
   *
   * @param maximum absolute value, positive
   */
  record Value(double maximum) implements Clipping {

    public Value {
      positive(maximum);
    }

    @Override
    public void apply(List<ParameterGroup> groups) {
      Autograd.inPlace(
          () -> {
            for (ParameterGroup group : groups) {
              NDArray gradients = group.gradients();
              gradients.set(new NDIndex(":"), gradients.clip(-maximum, maximum));
            }
          });
    }
  }

  private static void positive(double maximum) {
    if (!(maximum > 0 && Double.isFinite(maximum))) {
      throw new IllegalArgumentException("maximum must be positive, got " + maximum);
    }
  }
}
