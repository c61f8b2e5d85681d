package org.semblance.batch;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Setting.Effect;
import org.semblance.config.Settings;

/**
 * Section {@code plan}.
 *
 * @param sampler how batches are drawn where {@code apfs.enabled} is false
 * @param shardBytes wanted size of a file of packed training images, at most 1 GiB
 */
public record PlanSettings(
    @Setting(
            value =
                "Batches where apfs.enabled is false. Sizes are those of the global "
                    + "batch, all ranks together.",
            byDefault = "{type: balanced}")
        SamplerSettings sampler,
    @Setting(
            value = "Wanted size of a file of packed training images.",
            byDefault = "33554432",
            atLeast = 1,
            atMost = 1073741824,
            unit = "bytes",
            effect = Effect.NONE)
        long shardBytes)
    implements Serializable {

  public PlanSettings {
    Settings.check(PlanSettings.class, sampler, shardBytes);
  }
}
