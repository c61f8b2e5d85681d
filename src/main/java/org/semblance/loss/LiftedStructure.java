package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
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
 * Per ordered positive pair {@code max(0, J)^2 / 2} with {@code J = ln(sum e^{negativeMargin - d})
 * + d_ij - positiveMargin}, the sum over the negatives of i and those of j. A pair without any
 * negative counts 0.
 *
 * <p>Oh Song et al. 2016, Deep Metric Learning via Lifted Structured Feature Embedding, eq. 4.
 *
 * @param positiveMargin in units of {@code distance}; published 0
 * @param negativeMargin in units of {@code distance}; published 1
 */
@Summary("Oh Song et al. 2016.")
public record LiftedStructure(
    @Setting(value = "In units of the distance.", byDefault = "0.0") double positiveMargin,
    @Setting(value = "In units of the distance.", byDefault = "1.0") double negativeMargin,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance,
    @Setting(value = "How terms become one number.", byDefault = "{type: mean}") Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public LiftedStructure {
    Settings.check(LiftedStructure.class, positiveMargin, negativeMargin, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray farness = distance.farness(comparison.anchors(), comparison.references());
    NDArray negatives = comparison.negativeMask();
    NDArray nearness = farness.neg().add(distance.sign() * negativeMargin);
    NDArray ofAnchor = Masked.logSumExp(nearness, negatives, 1);
    NDArray ofPositive = Masked.logSumExp(nearness, negatives, 0);
    NDArray hasNegative = NDArrays.maximum(Masked.any(negatives, 1), Masked.any(negatives, 0));
    NDArray pull = farness.sub(distance.sign() * positiveMargin);
    NDArray joint = logAddExp(ofAnchor, ofPositive).add(pull);
    NDArray terms = Activation.relu(joint).square().div(2);
    NDArray counts = comparison.positives().mul(hasNegative);
    return reducer.reduce(terms, counts, comparison.anchorLabels());
  }

  /** {@code ln(e^a + e^b)} of a column and a row. */
  private static NDArray logAddExp(NDArray column, NDArray row) {
    NDArray larger = NDArrays.maximum(column, row).stopGradient();
    return column.sub(larger).exp().add(row.sub(larger).exp()).log().add(larger);
  }
}
