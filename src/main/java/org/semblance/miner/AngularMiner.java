package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.distance.LpDistance;
import org.semblance.tensor.Masked;

/**
 * Keeps triplets whose angle at the negative, {@code atan(|a - p| / (2 |n - (a + p)/2|))}, exceeds
 * a bound. Rows are taken as given, unnormalized, as in PML.
 *
 * @param angle in degrees, between 0 and 90
 */
@Summary("Triplets whose angle at the negative is large.")
public record AngularMiner(
    @Setting(
            value = "Least angle at the negative.",
            byDefault = "20.0",
            atLeast = 0,
            atMost = 89.9,
            unit = "degrees")
        double angle)
    implements Miner {

  private static final Distance EUCLIDEAN = new LpDistance(2, 1, false);

  public AngularMiner {
    Settings.check(AngularMiner.class, angle);
  }

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    PairBatch fixed = comparison.detached();
    double tangent = Math.tan(Math.toRadians(angle));
    return comparison.with(
        fixed
            .pairs()
            .triplets(
                (anchors, positive) -> {
                  NDArray left = fixed.anchors().get(anchors);
                  NDArray right = fixed.references().get(positive);
                  NDArray half = left.sub(right).square().sum(new int[] {1}, true).sqrt().div(2);
                  NDArray center = left.add(right).div(2);
                  NDArray height = EUCLIDEAN.matrix(center, fixed.references());
                  return Masked.indicator(height.mul(tangent).lt(half), height);
                }));
  }
}
