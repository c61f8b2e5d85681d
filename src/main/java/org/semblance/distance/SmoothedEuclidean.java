package org.semblance.distance;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

/**
 * {@code sqrt(|u - v|^2 + epsilon)}, the margin loss's distance in Revisiting-DML and OBD-SD.
 *
 * @param epsilon under the root, positive, in units of a squared distance
 * @param normalize whether rows are first scaled to length one
 */
@Summary("The Euclidean distance with a constant under the root (OBD-SD's margin " + "loss).")
public record SmoothedEuclidean(
    @Setting(value = "Added under the root.", byDefault = "1.0e-8", above = 0) double epsilon,
    @Setting(value = "Whether rows are scaled to length one first.", byDefault = "true")
        boolean normalize)
    implements Distance {

  public SmoothedEuclidean {
    Settings.check(SmoothedEuclidean.class, epsilon, normalize);
  }

  @Override
  public NDArray matrix(NDArray anchors, NDArray references) {
    NDArray left = normalize ? UnitRows.of(anchors) : anchors;
    NDArray right = normalize ? UnitRows.of(references) : references;
    return Differences.squared(left, right).add(epsilon).sqrt();
  }
}
