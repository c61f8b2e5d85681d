package org.semblance.synth;

import java.awt.geom.AffineTransform;

/**
 * Where a fish is in an image of side 1 and how it is turned.
 *
 * @param x of its middle
 * @param y of its middle
 * @param size half its length
 * @param angle in radians
 * @param turn how much it shows its side: 1 fully, less when it swims towards us
 * @param facesRight else left
 * @param bend sideways shear of the body
 */
record Pose(
    double x, double y, double size, double angle, double turn, boolean facesRight, double bend) {

  static Pose of(Draw draw, double variation) {
    return new Pose(
        0.5 + variation * draw.between(-0.08, 0.08),
        0.5 + variation * draw.between(-0.09, 0.09),
        0.46 * (1 + variation * draw.between(-0.25, 0.05)),
        variation * draw.between(-0.32, 0.32),
        1 - variation * draw.between(0, 0.24),
        draw.chance(0.5 * Math.min(1, variation)),
        variation * draw.between(-0.16, 0.16));
  }

  /** From body coordinates (snout at -1, tail at 1) to the image. */
  AffineTransform transform() {
    AffineTransform transform = AffineTransform.getTranslateInstance(x, y);
    transform.rotate(angle);
    transform.scale((facesRight ? -1 : 1) * size * turn, size);
    transform.shear(0, bend);
    return transform;
  }
}
