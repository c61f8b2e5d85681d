package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.LpDistance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * Per anchor, a weighted mean of how far positives lie beyond {@code alpha - margin} and of how far
 * negatives lie inside {@code alpha}, with Euclidean distances of unit rows and weights {@code
 * e^{temperature * violation}}; then the mean over anchors.
 *
 * <p>Wang et al. 2019, Ranked List Loss, eq. 5 to 8; as in PML every entry of a row adds 1e-5 to
 * the sum of weights, and gradients flow through the weights.
 *
 * @param margin positive; published 0.4
 * @param alpha radius outside which negatives are pushed, positive; published 1.2
 * @param imbalance share of the negative part, 0 to 1; published 0.5
 * @param positiveTemperature at least 0; published 0
 * @param negativeTemperature at least 0; published 5 to 10
 */
@Summary("Wang et al. 2019.")
public record RankedList(
    @Setting(value = "In units of the distance.", byDefault = "0.4", above = 0) double margin,
    @Setting(value = "Radius beyond which negatives are pushed.", byDefault = "1.2", above = 0)
        double alpha,
    @Setting(value = "Share of the negative part.", byDefault = "0.5", atLeast = 0, atMost = 1)
        double imbalance,
    @Setting(value = "Temperature of the weights of positives.", byDefault = "0.0", atLeast = 0)
        double positiveTemperature,
    @Setting(value = "Temperature of the weights of negatives.", byDefault = "5.0", atLeast = 0)
        double negativeTemperature,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  private static final double WEIGHT_FLOOR = 1e-5;

  public RankedList {
    Settings.check(
        RankedList.class,
        margin,
        alpha,
        imbalance,
        positiveTemperature,
        negativeTemperature,
        miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray distances =
        LpDistance.euclidean().matrix(comparison.anchors(), comparison.references());
    NDArray pull =
        weighted(distances.sub(alpha - margin), comparison.positiveMask(), positiveTemperature);
    NDArray push =
        weighted(distances.neg().add(alpha), comparison.negativeMask(), negativeTemperature);
    return pull.mul(1 - imbalance).add(push.mul(imbalance)).mean();
  }

  private static NDArray weighted(NDArray violation, NDArray mask, double temperature) {
    NDArray active = mask.mul(Masked.indicator(violation.gt(0), mask));
    NDArray weights = violation.mul(active).mul(temperature).exp().mul(active);
    int[] columns = {1};
    NDArray total = weights.add(WEIGHT_FLOOR).sum(columns);
    return weights.mul(violation).sum(columns).div(total);
  }
}
