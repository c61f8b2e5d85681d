package org.semblance.train;

import org.semblance.batch.PlanRow;
import org.semblance.image.ImageTransform;

/**
 * What makes network input of the pictures of a plan.
 *
 * @param representatives for rows that stand for their class
 * @param others for all other rows
 */
record RowTransforms(ImageTransform representatives, ImageTransform others) {

  /** One transform for all rows. */
  static RowTransforms same(ImageTransform transform) {
    return new RowTransforms(transform, transform);
  }

  ImageTransform of(PlanRow row) {
    return row.representative() ? representatives : others;
  }
}
