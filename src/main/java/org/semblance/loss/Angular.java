package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.UnitRows;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Masked;

/**
 * Per ordered positive pair {@code ln(1 + sum_n exp(4 tan^2 alpha (a + p).n - 2 (1 + tan^2 alpha)
 * a.p))} with unit rows {@code a} and {@code p}; the negatives {@code n} of the anchor enter as
 * given, unnormalized, as in PML.
 *
 * <p>Wang et al. 2017, Deep Metric Learning with Angular Loss, eq. 8.
 *
 * @param alpha upper bound of the angle at the negative, in degrees, between 0 and 90; published 40
 */
@Summary("Wang et al. 2017.")
public record Angular(
    @Setting(
            value = "Largest angle at the negative.",
            byDefault = "40.0",
            atLeast = 0,
            atMost = 89,
            unit = "degrees")
        double alpha,
    @Setting(value = "How terms become one number.", byDefault = "{type: mean}") Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public Angular {
    Settings.check(Angular.class, alpha, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray pairs = comparison.positiveMask().gt(0).nonzero();
    if (pairs.size(0) == 0) {
      return comparison.zero();
    }
    NDArray anchor = pairs.get(":,0");
    NDArray positive = pairs.get(":,1");
    NDArray unitAnchors = UnitRows.of(comparison.anchors()).get(anchor);
    NDArray unitPositives = UnitRows.of(comparison.references()).get(positive);
    double squaredTangent = Math.pow(Math.tan(Math.toRadians(alpha)), 2);
    NDArray toNegatives =
        unitAnchors.add(unitPositives).matMul(comparison.references().transpose());
    NDArray toPositive = unitAnchors.mul(unitPositives).sum(new int[] {1}, true);
    NDArray exponents =
        toNegatives.mul(4 * squaredTangent).sub(toPositive.mul(2 * (1 + squaredTangent)));
    NDArray negatives = comparison.negativeMask().get(anchor);
    NDArray terms = Masked.logOnePlusSumExp(exponents, negatives, 1).squeeze(1);
    return reducer.reduce(terms, terms.onesLike(), comparison.anchorLabels().get(anchor));
  }
}
