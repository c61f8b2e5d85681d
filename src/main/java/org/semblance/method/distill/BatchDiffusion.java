package org.semblance.method.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Online batch diffusion: a random walk with restart over the similarities of one batch, in closed
 * form {@code P = (1 - omega) (I - omega W)^-1}. Rows of {@code P} sum to 1.
 *
 * <p>All matrices are {@code [rows, rows]} float64 and belong to the manager of the argument; the
 * condition number of the inverted matrix is about {@code (1 + omega) / (1 - omega)}, so float64
 * keeps ten digits up to omega = 0.9999.
 *
 * <p>Source: Zeng et al., "Improving deep metric learning via self-distillation and online batch
 * diffusion process", Visual Intelligence 2 (2024); the authors' code where it differs.
 *
 * @param omega share of the walk that goes on, in {@code [0, 1)}
 * @param tau temperature of the lists
 * @param diffusionTau temperature of the transitions
 */
record BatchDiffusion(double omega, double tau, double diffusionTau) {

  /** Takes the diagonal out of a softmax before its temperature, exactly. */
  private static final double EXCLUDED = -1e9;

  /** Keeps the degree of a row without neighbors above 0. */
  private static final double SMALLEST_DEGREE = 1e-12;

  static BatchDiffusion of(ObdSdSettings settings) {
    return new BatchDiffusion(settings.omega(), settings.tau(), settings.diffusionTau());
  }

  /**
   * The teacher's lists as the student shall have them; rows sum to 1.
   *
   * @param teacher {@code [rows, dimension]} unit rows without gradient
   * @return {@code [rows, rows]} float64
   */
  NDArray target(NDArray teacher, Diffusion diffusion) {
    NDArray rows = teacher.toType(DataType.FLOAT64, false);
    NDArray similarity = rows.matMul(rows.transpose());
    return switch (diffusion) {
      case NONE -> lists(similarity);
      case CODE_ORDER -> operator(transition(similarity)).matMul(lists(similarity));
      case SYMMETRIC -> lists(diffused(similarity));
    };
  }

  /** Row softmax at temperature tau, the diagonal included. */
  NDArray lists(NDArray similarity) {
    return similarity.div(tau).softmax(1);
  }

  /** Row softmax of the similarities to the other rows; the diagonal is exactly 0. */
  NDArray transition(NDArray similarity) {
    return similarity.add(identity(similarity).mul(EXCLUDED)).div(diffusionTau).softmax(1);
  }

  /** Similarities to the other rows, not below 0, divided by the roots of both degrees. */
  NDArray symmetricTransition(NDArray similarity) {
    NDArray others = identity(similarity).mul(-1).add(1);
    NDArray affinity = similarity.mul(others).maximum(0);
    NDArray degrees = affinity.sum(new int[] {1}, true).add(SMALLEST_DEGREE).sqrt();
    return affinity.div(degrees).div(degrees.transpose());
  }

  /** The similarities after the symmetric walk. */
  NDArray diffused(NDArray similarity) {
    return operator(symmetricTransition(similarity)).matMul(similarity);
  }

  /** {@code (1 - omega) (I - omega transition)^-1}. */
  NDArray operator(NDArray transition) {
    return identity(transition).sub(transition.mul(omega)).inverse().mul(1 - omega);
  }

  private static NDArray identity(NDArray square) {
    int rows = Math.toIntExact(square.size(0));
    return square.getManager().eye(rows, rows, 0, square.getDataType(), square.getDevice());
  }
}
