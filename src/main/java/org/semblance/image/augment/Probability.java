package org.semblance.image.augment;

/** The chance of an operation. */
final class Probability {

  private Probability() {}

  static void require(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be in [0, 1], got " + probability);
    }
  }
}
