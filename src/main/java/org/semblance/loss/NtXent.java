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
 * Per ordered positive pair {@code -ln( e^{s_ip/t} / (e^{s_ip/t} + sum_n e^{s_in/t}) )}: the other
 * positives stay out of the denominator. A pair without negatives counts 0.
 *
 * <p>Sohn 2016, Chen et al. 2020 (SimCLR), eq. 1; also known as InfoNCE.
 *
 * @param temperature positive; published 0.07 to 0.5
 */
@Summary("InfoNCE, SimCLR.")
public record NtXent(
    @Setting(value = "Temperature of the similarities.", byDefault = "0.07", above = 0)
        double temperature,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance,
    @Setting(value = "How terms become one number.", byDefault = "{type: mean}") Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public NtXent {
    Settings.check(NtXent.class, temperature, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray similarity =
        distance.closeness(comparison.anchors(), comparison.references()).div(temperature);
    NDArray negatives = Masked.logSumExp(similarity, comparison.negativeMask(), 1);
    NDArray terms = Masked.softplus(negatives.sub(similarity));
    return reducer.reduce(terms, comparison.positives(), comparison.anchorLabels());
  }
}
