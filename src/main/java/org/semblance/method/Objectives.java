package org.semblance.method;

import org.semblance.fault.SemblanceException;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.MetricLoss;

/** Puts the enabled methods around a loss, or says why they do not go together. */
public final class Objectives {

  private Objectives() {}

  /**
   * What training minimises.
   *
   * @param epochs planned for the whole run, at least 1
   * @return owned by the caller, to be closed at the end of training
   * @throws SemblanceException usage, if an enabled method cannot work with {@code loss}
   */
  public static Objective compose(
      MetricLoss loss, MemVirSettings memVir, ObdSdSettings obdSd, int epochs) {
    Objective objective = withMemory(loss, memVir);
    return obdSd.enabled() ? new SelfDistillation(objective, obdSd, epochs) : objective;
  }

  private static Objective withMemory(MetricLoss loss, MemVirSettings memVir) {
    if (!memVir.enabled()) {
      return new LossObjective(loss);
    }
    if (loss instanceof ClassWeightLoss withWeights) {
      return new MemVir(withWeights, memVir);
    }
    throw SemblanceException.usage(
        "memvir.enabled is true but loss.type has no class weights: set loss.type to norm-softmax,"
            + " proxy-nca, cosface, arcface, softmax or proxy-anchor, or memvir.enabled to false");
  }
}
