package org.semblance.loss;

import ai.djl.ndarray.NDArray;
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
 * Per anchor {@code -1/|P| sum_p [ s_ip/t - ln sum_{j != i} e^{s_ij/t} ]}; anchors without
 * positives count 0, and so does a comparison that lacks positives or negatives altogether.
 *
 * <p>Khosla et al. 2020, Supervised Contrastive Learning, eq. 2.
 *
 * @param temperature positive; published 0.1
 */
@Summary("Supervised contrastive (Khosla et al. 2020).")
public record SupCon(
    @Setting(value = "Temperature of the similarities.", byDefault = "0.1", above = 0)
        double temperature,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance,
    @Setting(value = "How terms become one number.", byDefault = "{type: non-zero-mean}")
        Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public SupCon {
    Settings.check(SupCon.class, temperature, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray similarity =
        distance.closeness(comparison.anchors(), comparison.references()).div(temperature);
    NDArray positives = comparison.positiveMask();
    NDArray negatives = comparison.negativeMask();
    NDArray all = Masked.logSumExp(similarity, positives.add(negatives), 1);
    NDArray both = Masked.any(positives.max().mul(negatives.max()).reshape(1), 0);
    NDArray terms = Masked.rowMean(all.sub(similarity), positives).mul(both).squeeze(1);
    return reducer.reduce(terms, terms.onesLike(), comparison.anchorLabels());
  }
}
