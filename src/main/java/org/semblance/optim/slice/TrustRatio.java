package org.semblance.optim.slice;

/**
 * The factor of a tensor's learning rate by the norms of its weights and gradients. Source: You,
 * Gitman and Ginsburg, 2017, Equation 6; a tensor of zeros or without gradient has factor 1, or it
 * would never move.
 *
 * @param coefficient relative size of a step, positive
 */
public record TrustRatio(double coefficient) {

  public TrustRatio {
    if (!(coefficient > 0 && Double.isFinite(coefficient))) {
      throw new IllegalArgumentException("trust must be positive, got " + coefficient);
    }
  }

  /** {@code coefficient * weights / (gradients + weightDecay * weights)} of Euclidean norms. */
  public double of(double weights, double gradients, double weightDecay) {
    return weights > 0 && gradients > 0
        ? coefficient * weights / (gradients + weightDecay * weights)
        : 1;
  }
}
