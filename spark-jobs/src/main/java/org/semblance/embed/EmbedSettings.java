package org.semblance.embed;

import java.io.Serializable;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Setting.Effect;
import org.semblance.config.Settings;
import org.semblance.table.Split;

/**
 * Section {@code embed}.
 *
 * @param batchSize images per forward pass; part of the result's bits
 * @param splits what is embedded
 * @param threads native threads per forward pass; executors run one pass per task slot
 */
public record EmbedSettings(
    @Setting(
            value = "Images per forward pass.",
            byDefault = "64",
            atLeast = 1,
            unit = "images",
            effect = Effect.NONE)
        int batchSize,
    @Setting(
            value = "What is embedded; train is also possible.",
            byDefault = "[val, test, query, gallery]")
        List<Split> splits,
    @Setting(
            value =
                "Native threads per task; an executor runs one task per core slot. "
                    + "Changes the last bits.",
            byDefault = "1",
            atLeast = 1,
            effect = Effect.NONE)
        int threads)
    implements Serializable {

  public EmbedSettings {
    Settings.check(EmbedSettings.class, batchSize, splits, threads);
    if (splits.isEmpty()) {
      throw new IllegalArgumentException("splits must name at least one split, got none");
    }
    splits = List.copyOf(splits);
  }
}
