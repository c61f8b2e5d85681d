package org.semblance.image.transform;

/** Training pictures are treated like test pictures. */
public record NoAugmentation() implements Augmentation {

  @Override
  public ImageTransform transform(TransformSettings settings) {
    return settings.testTransform();
  }
}
