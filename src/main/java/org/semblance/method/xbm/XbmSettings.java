package org.semblance.method.xbm;

import java.io.Serializable;
import org.semblance.config.Setting;

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
    implements Serializable {

  public XbmSettings {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
    }
    if (warmUpSteps < 0) {
      throw new IllegalArgumentException("warm-up-steps must be at least 0, got " + warmUpSteps);
    }
  }
}
