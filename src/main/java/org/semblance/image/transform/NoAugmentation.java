package org.semblance.image.transform;

import org.semblance.config.Summary;

/** Training images are treated like test images. */
@Summary("The transform of test images.")
public record NoAugmentation() implements Augmentation {

  @Override
  public ImageTransform transform(TransformSettings settings) {
    return settings.testTransform();
  }
}
