package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/** {@code relu(branch(x) + shortcut(x))}: He et al. 2016, figure 2. */
public final class Residual extends NetBlock {

  private final NetBlock branch;
  private final @Nullable NetBlock shortcut;

  /** With a shortcut that changes the number of channels or pixels; null for the identity. */
  public Residual(NetBlock branch, @Nullable NetBlock shortcut) {
    this.branch = part(branch);
    this.shortcut = shortcut == null ? null : part(shortcut);
  }

  @Override
  public NDArray apply(NDArray input, boolean training) {
    // The branch ends in a batch norm, whose backward pass does not read its output.
    NDArray sum = branch.apply(input, training);
    if (shortcut == null) {
      sum.addi(input);
    } else {
      try (NDArray projected = shortcut.apply(input, training)) {
        sum.addi(projected);
      }
    }
    return Nonlinearity.RELU.apply(sum);
  }

  @Override
  public Shape outputShape(Shape input) {
    return branch.outputShape(input);
  }

  @Override
  public long heldValues(Shape input) {
    long projected = shortcut == null ? 0 : shortcut.heldValues(input);
    return branch.heldValues(input) + projected + outputShape(input).size();
  }
}
