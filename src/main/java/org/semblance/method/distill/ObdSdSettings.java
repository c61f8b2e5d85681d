package org.semblance.method.distill;

import java.io.Serializable;

/**
 * Self-distillation with online batch diffusion (config section {@code obd-sd}).
 *
 * @param enabled whether training uses it
 * @param lambda weight of the distillation term at the end of training, at least 0
 * @param tau temperature of the student's and the teacher's lists, above 0
 * @param omega share of the random walk that goes on instead of restarting, in {@code [0, 1)}
 * @param diffusionTau temperature of the walk's transitions, above 0 (code order only)
 * @param diffusion how the teacher's lists are smoothed
 */
public record ObdSdSettings(
    boolean enabled,
    double lambda,
    double tau,
    double omega,
    double diffusionTau,
    Diffusion diffusion)
    implements Serializable {

  public ObdSdSettings {
    require(lambda >= 0 && Double.isFinite(lambda), "lambda must be at least 0", lambda);
    require(tau > 0 && Double.isFinite(tau), "tau must be above 0", tau);
    require(omega >= 0 && omega < 1, "omega must be in [0, 1)", omega);
    require(
        diffusionTau > 0 && Double.isFinite(diffusionTau),
        "diffusion-tau must be above 0",
        diffusionTau);
  }

  /**
   * Weight of the distillation term: {@code lambda * epoch / epochs * tau²}, so 0 in the first
   * epoch.
   *
   * @param epoch counted from 0
   * @param epochs planned for the whole run
   */
  public double weight(int epoch, int epochs) {
    return epoch == 0 ? 0 : lambda * epoch / epochs * tau * tau;
  }

  private static void require(boolean holds, String condition, double value) {
    if (!holds) {
      throw new IllegalArgumentException(condition + ", got " + value);
    }
  }
}
