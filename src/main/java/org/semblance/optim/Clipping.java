package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.optim.slice.Span;
import org.semblance.tensor.Autograd;

/** A bound on gradients, applied in place to all groups together, without waiting for a device. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Clipping.None.class, name = "none"),
  @JsonSubTypes.Type(value = Clipping.Norm.class, name = "norm"),
  @JsonSubTypes.Type(value = Clipping.Value.class, name = "value")
})
public interface Clipping extends Serializable {

  /** Bounds the gradients of {@code groups} in place. */
  void apply(List<ParameterGroup> groups);

  /**
   * Bounds one rank's part of the gradients in place, to the same effect.
   *
   * @param spans of {@code gradients} that count, on this rank
   * @param total sums a number over the ranks; called as often on each rank
   */
  void apply(float[] gradients, List<Span> spans, DoubleUnaryOperator total);

  /** Leaves gradients as they are. */
  @Summary("No bound.")
  record None() implements Clipping {

    @Override
    public void apply(List<ParameterGroup> groups) {}

    @Override
    public void apply(float[] gradients, List<Span> spans, DoubleUnaryOperator total) {}
  }

  /**
   * Scales all gradients by {@code min(1, maximum / (norm + 1e-6))}, norm over all groups: {@code
   * torch.nn.utils.clip_grad_norm_}.
   *
   * @param maximum Euclidean norm, positive
   */
  @Summary("Of the norm of all gradients together.")
  record Norm(@Setting(value = "Largest norm.", byDefault = "10.0", above = 0) double maximum)
      implements Clipping {

    public Norm {
      Settings.check(Norm.class, maximum);
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

    @Override
    public void apply(float[] gradients, List<Span> spans, DoubleUnaryOperator total) {
      double squares = spans.stream().mapToDouble(span -> span.squares(gradients)).sum();
      double norm = Math.sqrt(total.applyAsDouble(squares));
      float factor = (float) Math.min(1, maximum / (norm + 1e-6));
      for (Span span : spans) {
        for (int i = span.start(); i < span.end(); i++) {
          gradients[i] *= factor;
        }
      }
    }
  }

  /**
   * Clamps each gradient to {@code [-maximum, maximum]}: {@code torch.nn.utils.clip_grad_value_}.
   *
   * @param maximum absolute value, positive
   */
  @Summary("Of each gradient.")
  record Value(@Setting(value = "Largest value.", byDefault = "10.0", above = 0) double maximum)
      implements Clipping {

    public Value {
      Settings.check(Value.class, maximum);
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

    @Override
    public void apply(float[] gradients, List<Span> spans, DoubleUnaryOperator total) {
      float bound = (float) maximum;
      for (Span span : spans) {
        for (int i = span.start(); i < span.end(); i++) {
          gradients[i] = Math.max(-bound, Math.min(bound, gradients[i]));
        }
      }
    }
  }
}
