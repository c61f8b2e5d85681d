package org.semblance.train.feed;

import org.semblance.batch.PlanRow;
import org.semblance.image.transform.ImageTransform;

/**
 * What makes network input of the images of a plan.
 *
 * @param representatives for rows that stand for their class
 * @param others for all other rows
 */
public record RowTransforms(ImageTransform representatives, ImageTransform others) {

  /** One transform for all rows. */
  public static RowTransforms same(ImageTransform transform) {
    return new RowTransforms(transform, transform);
  }

  ImageTransform of(PlanRow row) {
    return row.representative() ? representatives : others;
  }
}
