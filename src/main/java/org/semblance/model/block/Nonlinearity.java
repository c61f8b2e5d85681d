package org.semblance.model.block;

import ai.djl.ndarray.NDArray;
import org.semblance.tensor.ScriptedModule;

/**
 * What follows a batch norm; consumes its input. Works in place: the backward pass of a batch norm
 * does not read its output, so the memory of the one serves the other.
 */
public enum Nonlinearity {
  NONE {
    @Override
    NDArray apply(NDArray input) {
      return input;
    }
  },
  RELU {
    @Override
    NDArray apply(NDArray input) {
      try (input) {
        return InPlace.RELU.apply(input);
      }
    }
  },
  /** {@code min(max(x, 0), 6)}. */
  RELU6 {
    @Override
    NDArray apply(NDArray input) {
      try (input) {
        return InPlace.RELU6.apply(input);
      }
    }
  };

  /** Closes {@code input}, or returns it. */
  abstract NDArray apply(NDArray input);

  /** Loaded with the first net that is used. */
  private static final class InPlace {

    static final ScriptedModule RELU = ScriptedModule.of("torch.relu_(x)");

    /** DJL's clip records two comparisons and keeps its input; PyTorch's own ReLU6 is this one. */
    static final ScriptedModule RELU6 = ScriptedModule.of("torch.hardtanh_(x, 0., 6.)");

    private InPlace() {}
  }
}
