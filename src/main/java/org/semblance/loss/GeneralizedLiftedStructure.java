package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Map;
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
public record GeneralizedLiftedStructure(
    double positiveMargin, double negativeMargin, Distance distance, Reducer reducer, Miner miner)
    implements PairLoss {

  public GeneralizedLiftedStructure {
    Require.finite("positive-margin", positiveMargin);
    Require.finite("negative-margin", negativeMargin);
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
