package org.semblance.method.distill;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.method.objective.Method;
import org.semblance.method.objective.Objective;

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
    @Setting(value = "Whether it is used.", byDefault = "false") boolean enabled,
    @Setting(
            value =
                "Weight of the term: lambda * epoch / epochs * tau^2. Divergences are "
                    + "about 0.001 to 0.01, so useful weights are 75 to 1000.",
            byDefault = "75",
            atLeast = 0)
        double lambda,
    @Setting(value = "Temperature of the similarity lists.", byDefault = "1", above = 0) double tau,
    @Setting(
            value =
                "Share of the random walk that goes on instead of restarting; 0 is no " + "walk.",
            byDefault = "0.99",
            atLeast = 0,
            below = 1)
        double omega,
    @Setting(
            value = "Temperature of the walk's transitions (code-order only).",
            byDefault = "1",
            above = 0)
        double diffusionTau,
    @Setting(
            value =
                "none: the teacher's lists as they are; code-order: the authors' code; "
                    + "symmetric: as the paper writes it.",
            byDefault = "code-order")
        Diffusion diffusion)
    implements Method, Serializable {

  public ObdSdSettings {
    Settings.check(ObdSdSettings.class, enabled, lambda, tau, omega, diffusionTau, diffusion);
  }

  @Override
  public boolean isActive() {
    return enabled;
  }

  @Override
  public Objective around(Objective inner, int epochs) {
    return new SelfDistillation(inner, this, epochs);
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
}
