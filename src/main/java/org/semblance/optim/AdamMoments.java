package org.semblance.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** The step that Adam and AdamW share, in the order of PyTorch's operations. */
record AdamMoments(double beta1, double beta2, double epsilon) {

  static final String MEAN = "mean";
  static final String SQUARE = "square";
  static final List<String> NAMES = List.of(MEAN, SQUARE);

  AdamMoments {
    if (!(beta1 >= 0 && beta1 < 1)) {
      throw new IllegalArgumentException("beta1 must be in [0, 1), got " + beta1);
    }
    if (!(beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException("beta2 must be in [0, 1), got " + beta2);
    }
    if (!(epsilon > 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException("epsilon must be positive, got " + epsilon);
    }
  }

  /**
   * {@code m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= lr / (1 - b1^t) * m / (sqrt(v) /
   * sqrt(1 - b2^t) + eps)}: epsilon is added to the bias-corrected root.
   */
  void update(GroupState state, double learningRate) {
    NDArray gradients = state.gradients();
    NDArray mean = state.moment(MEAN);
    NDArray square = state.moment(SQUARE);
    mean.muli(state.scalar(beta1)).addi(gradients.mul(state.scalar(1 - beta1)));
    NDArray squared = gradients.muli(gradients).muli(state.scalar(1 - beta2));
    square.muli(state.scalar(beta2)).addi(squared);
    double steps = state.steps();
    NDArray root =
        square
            .sqrt()
            .divi(state.scalar(Math.sqrt(1 - Math.pow(beta2, steps))))
            .addi(state.scalar(epsilon));
    double stepSize = learningRate / (1 - Math.pow(beta1, steps));
    state.values().subi(mean.mul(state.scalar(stepSize)).divi(root));
  }
}
