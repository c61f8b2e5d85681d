package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Masked;

/**
 * Per anchor {@code max(0, ln sum_p e^{d_ap - positiveMargin} + ln sum_n e^{negativeMargin -
 * d_an})}, a missing side counting 0.
 *
 * <p>Hermans et al. 2017, In Defense of the Triplet Loss, eq. 10.
 *
 * @param positiveMargin in units of {@code distance}; published 0
 * @param negativeMargin in units of {@code distance}; published 1
 */
@Summary("Hermans et al. 2017.")
public record GeneralizedLiftedStructure(
    @Setting(value = "In units of the distance.", byDefault = "0.0") double positiveMargin,
    @Setting(value = "In units of the distance.", byDefault = "1.0") double negativeMargin,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance,
    @Setting(value = "How terms become one number.", byDefault = "{type: mean}") Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public GeneralizedLiftedStructure {
    Settings.check(
        GeneralizedLiftedStructure.class, positiveMargin, negativeMargin, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray farness = distance.farness(comparison.anchors(), comparison.references());
    NDArray pull = side(farness.sub(distance.sign() * positiveMargin), comparison.positiveMask());
    NDArray push =
        side(farness.neg().add(distance.sign() * negativeMargin), comparison.negativeMask());
    NDArray terms = Activation.relu(pull.add(push)).squeeze(1);
    return reducer.reduce(terms, terms.onesLike(), comparison.anchorLabels());
  }

  private static NDArray side(NDArray values, NDArray mask) {
    return Masked.logSumExp(values, mask, 1).mul(Masked.any(mask, 1));
  }
}
