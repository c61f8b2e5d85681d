package org.semblance.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** What follows a batch norm; consumes its input. */
enum Nonlinearity {
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
        return Activation.relu(input);
      }
    }
  },
  /** {@code min(max(x, 0), 6)}. */
  RELU6 {
    @Override
    NDArray apply(NDArray input) {
      try (input) {
        return input.clip(0, 6);
      }
    }
  };

  /** Closes {@code input}, or returns it. */
  abstract NDArray apply(NDArray input);
}
