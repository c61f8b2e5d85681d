package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
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
public record TupletMargin(double margin, double scale, Reducer reducer, Miner miner)
    implements PairLoss {

  public TupletMargin {
    Require.between("margin", margin, 0, 180);
    Require.positive("scale", scale);
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
