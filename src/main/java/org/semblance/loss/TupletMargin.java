package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.CosineSimilarity;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Masked;

/**
 * Per ordered positive pair {@code ln(1 + sum_n exp(scale (cos theta_an - cos(theta_ap -
 * margin))))}.
 *
 * <p>Yu and Tao 2019, Deep Metric Learning with Tuplet Margin Loss, eq. 5; its intra-pair variance
 * term is {@link IntraPairVariance}.
 *
 * @param margin slack of the positive angle in degrees, at least 0; published 5.73
 * @param scale positive; published 64
 */
@Summary("Yu and Tao 2019.")
public record TupletMargin(
    @Setting(
            value = "Slack of the positive's angle.",
            byDefault = "5.73",
            atLeast = 0,
            atMost = 180,
            unit = "degrees")
        double margin,
    @Setting(value = "Inverse temperature.", byDefault = "64.0", above = 0) double scale,
    @Setting(value = "How terms become one number.", byDefault = "{type: mean}") Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public TupletMargin {
    Settings.check(TupletMargin.class, margin, scale, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray cosines = new CosineSimilarity().matrix(comparison.anchors(), comparison.references());
    NDArray negatives = Masked.logSumExp(cosines.mul(scale), comparison.negativeMask(), 1);
    NDArray sines = Masked.sqrt(cosines.square().neg().add(1));
    double radians = Math.toRadians(margin);
    NDArray slack = cosines.mul(Math.cos(radians)).add(sines.mul(Math.sin(radians)));
    NDArray terms = Masked.softplus(negatives.sub(slack.mul(scale)));
    return reducer.reduce(terms, comparison.positives(), comparison.anchorLabels());
  }
}
