package org.semblance.distance;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;

/**
 * {@code (sum |u - v|^p)^(power/p)}. For p = 2 the cost is that of a matrix product; other orders
 * form every coordinate difference.
 *
 * @param p order of the norm, at least 1
 * @param power the norm is raised to this, positive; 2 with p = 2 is the squared distance
 * @param normalize whether rows are first divided by their p-norm
 */
@Summary("The p-norm of the difference.")
public record LpDistance(
    @Setting(value = "Order of the norm.", byDefault = "2", atLeast = 1) double p,
    @Setting(value = "Exponent of the distance.", byDefault = "1", above = 0) double power,
    @Setting(value = "Whether rows are scaled to length one first.", byDefault = "true")
        boolean normalize)
    implements Distance {

  public LpDistance {
    Settings.check(LpDistance.class, p, power, normalize);
  }

  /** The Euclidean distance of unit rows. */
  public static LpDistance euclidean() {
    return new LpDistance(2, 1, true);
  }

  /** The squared Euclidean distance of unit rows. */
  public static LpDistance squaredEuclidean() {
    return new LpDistance(2, 2, true);
  }

  @Override
  public NDArray matrix(NDArray anchors, NDArray references) {
    NDArray left = normalize ? UnitRows.of(anchors, p) : anchors;
    NDArray right = normalize ? UnitRows.of(references, p) : references;
    return Differences.root(Differences.powerSums(left, right, p), p / power);
  }
}
