package org.semblance.optim;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

/**
 * A linear rise of the learning rates over the first steps; multiplies the schedule's factor. As
 * {@code torch.optim.lr_scheduler.LinearLR} stepped after every batch.
 *
 * @param steps length of the rise, 0 for none
 * @param start factor of step 0, in {@code (0, 1]}
 */
public record WarmUp(
    @Setting(value = "Steps of the rise.", byDefault = "0", atLeast = 0, unit = "steps") long steps,
    @Setting(value = "Factor of the first step.", byDefault = "0.1", above = 0, atMost = 1)
        double start)
    implements Serializable {

  public WarmUp {
    Settings.check(WarmUp.class, steps, start);
  }

  /** The factor of {@code step}, counted over the whole run from 0. */
  public double factor(long step) {
    return step >= steps ? 1 : start + (1 - start) * ((double) step / steps);
  }
}
