package org.semblance.method.xbm;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.PairLoss;
import org.semblance.loss.WithinBatchLoss;
import org.semblance.method.objective.LossUse;
import org.semblance.method.objective.Method;
import org.semblance.method.objective.Objective;

/**
 * Settings of cross-batch memory.
 *
 * @param enabled whether it is on
 * @param capacity rows remembered, at least 1 and at least the rows of a batch
 * @param warmUpSteps steps of the loss alone before anything is remembered, at least 0
 */
public record XbmSettings(
    @Setting(value = "Whether it is used.", byDefault = "false") boolean enabled,
    @Setting(
            value = "Rows remembered, at least those of a batch.",
            byDefault = "8192",
            atLeast = 1,
            unit = "rows")
        int capacity,
    @Setting(
            value = "Steps of the loss alone at the start.",
            byDefault = "1000",
            atLeast = 0,
            unit = "steps")
        int warmUpSteps)
    implements Method, Serializable {

  public XbmSettings {
    Settings.check(XbmSettings.class, enabled, capacity, warmUpSteps);
  }

  @Override
  public boolean isActive() {
    return enabled;
  }

  @Override
  public List<LossUse> uses() {
    return List.of(
        new LossUse(
            "xbm.enabled is true",
            "xbm.enabled to false",
            LossUse.Share.ALONE,
            XbmSettings::comparesWithMemory,
            "cannot compare rows with a memory"));
  }

  @Override
  public Optional<Objective> over(MetricLoss loss) {
    return Optional.of(new CrossBatchMemory((PairLoss) loss, this));
  }

  private static boolean comparesWithMemory(Class<?> loss) {
    return PairLoss.class.isAssignableFrom(loss) && !WithinBatchLoss.class.isAssignableFrom(loss);
  }
}
