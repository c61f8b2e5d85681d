package org.semblance.image.transform;

import org.semblance.image.RgbImage;

/** A transform that is one {@link CropResize}, chosen per image. */
final class SquareTransform implements ImageTransform {

  /** Which part of an image becomes the input. */
  interface Choice {
    CropResize of(RgbImage image, int side, long seed);
  }

  private final int side;
  private final ResizeFilter filter;
  private final Normalization normalization;
  private final Choice choice;

  SquareTransform(TransformSettings settings, Choice choice) {
    this.side = settings.side();
    this.filter = settings.filter();
    this.normalization = settings.normalization();
    this.choice = choice;
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public void write(RgbImage image, long seed, float[] destination, int offset) {
    choice.of(image, side, seed).write(image, side, filter, normalization, destination, offset);
  }
}
