package org.semblance.image.transform;

import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;

/**
 * The center of the image.
 *
 * @param resize pixels that the shorter side is resized to before the center square is cut out
 */
public record EvalTransform(
    @Setting(
            value =
                "Shorter side before the center square is cut out; at least " + "transform.side.",
            byDefault = "64",
            atLeast = 1,
            unit = "pixels")
        int resize)
    implements Serializable {

  public EvalTransform {
    Settings.check(EvalTransform.class, resize);
  }
}
