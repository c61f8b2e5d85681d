package org.semblance.method.memvir;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.MetricLoss;
import org.semblance.method.objective.LossUse;
import org.semblance.method.objective.Method;
import org.semblance.method.objective.Objective;

/**
 * How much of the past MemVir replays (config section {@code memvir}).
 *
 * <p>Both counts are optimization steps; only the warm-up counts epochs.
 *
 * @param enabled whether training uses MemVir
 * @param virtualSets N, the largest number of past steps replayed as virtual classes, at least 0; 0
 *     leaves the base loss as it is
 * @param skippedSteps M, steps skipped between two replayed steps, at least 0
 * @param warmUpEpochs epochs without memory at the start of training, at least 0
 */
public record MemVirSettings(
    @Setting(
            value = "Whether it is used; the loss then sees embeddings of length one.",
            byDefault = "false")
        boolean enabled,
    @Setting(
            value = "N, the most past steps replayed at once; 0 is the loss alone.",
            byDefault = "20",
            atLeast = 0,
            unit = "steps")
        int virtualSets,
    @Setting(
            value =
                "M, steps skipped between two replayed steps. The memory holds N (M + 1) "
                    + "steps of embeddings and class weights; its size is printed before "
                    + "training.",
            byDefault = "25",
            atLeast = 0,
            unit = "steps")
        int skippedSteps,
    @Setting(
            value =
                "Epochs without memory at the start. The number of virtual sets then "
                    + "grows by one every M + 1 steps.",
            byDefault = "2",
            atLeast = 0,
            unit = "epochs")
        int warmUpEpochs)
    implements Method, Serializable {

  public MemVirSettings {
    Settings.check(MemVirSettings.class, enabled, virtualSets, skippedSteps, warmUpEpochs);
    if ((long) virtualSets * (skippedSteps + 1L) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "virtual-sets * (skipped-steps + 1) must be below 2^31, got "
              + virtualSets
              + " * "
              + (skippedSteps + 1L));
    }
  }

  @Override
  public boolean isActive() {
    return enabled;
  }

  @Override
  public List<LossUse> uses() {
    return List.of(
        new LossUse(
            "memvir.enabled is true",
            "memvir.enabled to false",
            LossUse.Share.ALONE,
            ClassWeightLoss.class::isAssignableFrom,
            "has no class weights"));
  }

  @Override
  public Optional<Objective> over(MetricLoss loss) {
    return Optional.of(new MemVir((ClassWeightLoss) loss, this));
  }

  /** Steps from one replayed step to the next: M + 1. */
  public int spacing() {
    return skippedSteps + 1;
  }

  /** Steps the memory holds: N(M + 1). */
  public int capacity() {
    return virtualSets * spacing();
  }

  /** Whether the memory is read and written in {@code epoch}, counted from 0. */
  public boolean remembersIn(int epoch) {
    return epoch >= warmUpEpochs;
  }

  /**
   * The curriculum: virtual sets in use {@code step} steps after the warm-up ended, {@code min(N,
   * step / (M + 1))}.
   */
  public int virtualSetsAt(long step) {
    return step < 0 ? 0 : (int) Math.min(virtualSets, step / spacing());
  }
}
