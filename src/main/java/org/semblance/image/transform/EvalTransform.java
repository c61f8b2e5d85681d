package org.semblance.image.transform;

import java.io.Serializable;

/**
 * The center of the image.
 *
 * @param resize pixels that the shorter side is resized to before the center square is cut out
 */
public record EvalTransform(int resize) implements Serializable {

  public EvalTransform {
    if (resize < 1) {
      throw new IllegalArgumentException("resize must be at least 1, got " + resize);
    }
  }
}
