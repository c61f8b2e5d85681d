package org.semblance.image;

/** Training pictures are treated like test pictures. */
public record NoAugmentation() implements TrainRecipe {

  @Override
  public ImageTransform transform(TransformSettings settings) {
    return settings.testTransform();
  }
}
