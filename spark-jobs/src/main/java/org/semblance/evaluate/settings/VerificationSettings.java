package org.semblance.evaluate.settings;

import java.io.Serializable;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

/**
 * Measuring how well a threshold on the score tells pairs of one class from other pairs.
 *
 * @param falseAcceptRates shares of other pairs that may be accepted, each between 0 and 1
 * @param queries compared with the whole gallery: 0 for all, else so many drawn by a hash
 */
public record VerificationSettings(
    @Setting(value = "Whether it is measured: a second look at all pairs.", byDefault = "false")
        boolean enabled,
    @Setting(
            value =
                "Shares of other pairs that may be accepted; tar@1e-3 is the share of matching "
                    + "pairs accepted at the first.",
            byDefault = "[0.001, 0.0001, 0.000001]",
            above = 0,
            below = 1)
        List<Double> falseAcceptRates,
    @Setting(
            value =
                "Queries compared with the whole gallery: 0 for all, else so many drawn by a "
                    + "hash.",
            byDefault = "0",
            atLeast = 0,
            unit = "queries")
        int queries)
    implements Serializable {

  public VerificationSettings {
    falseAcceptRates = falseAcceptRates.stream().distinct().toList();
    Settings.check(VerificationSettings.class, enabled, falseAcceptRates, queries);
  }
}
