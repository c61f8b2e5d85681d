package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * Neighborhood components analysis: per row {@code -ln sum_p softmax_{j != i}(-scale d_ij)} at its
 * positives; the mean over rows that have a positive.
 *
 * <p>Goldberger et al. 2004, Neighborhood Components Analysis, eq. 4.
 *
 * @param scale positive; published 1
 * @param distance usually squared Euclidean
 */
@Summary("Neighborhood components (Goldberger et al. 2004).")
public record Nca(
    @Setting(value = "Inverse temperature.", byDefault = "1.0", above = 0) double scale,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp, power: 2}")
        Distance distance,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public Nca {
    Settings.check(Nca.class, scale, distance, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray closeness =
        distance.closeness(comparison.anchors(), comparison.references()).mul(scale);
    NDArray positives = comparison.positiveMask();
    NDArray all = positives.add(comparison.negativeMask());
    NDArray hasPositive = Masked.any(positives, 1);
    NDArray terms =
        Masked.logSumExp(closeness, all, 1).sub(Masked.logSumExp(closeness, positives, 1));
    return Masked.mean(terms.mul(hasPositive), hasPositive);
  }
}
