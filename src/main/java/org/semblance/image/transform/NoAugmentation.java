package org.semblance.image.transform;

/** Training images are treated like test images. */
public record NoAugmentation() implements Augmentation {

  @Override
  public ImageTransform transform(TransformSettings settings) {
    return settings.testTransform();
  }
}
