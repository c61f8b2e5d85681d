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
 * Per anchor {@code softplus( LSE_p[-gamma [1 + m - s_p]_+ (s_p - 1 + m)] + LSE_n[gamma [s_n + m]_+
 * (s_n - m)] )}; the bracketed weights are constants for the gradient. Anchors lacking a positive
 * or a negative count 0.
 *
 * <p>Sun et al. 2020, Circle Loss, eq. 8.
 *
 * @param margin m of the paper, in units of the similarity; published 0.25, for retrieval 0.4
 * @param gamma scale, positive; published 256, for retrieval 80
 */
@Summary("Sun et al. 2020.")
public record Circle(
    @Setting(value = "In units of the similarity; 0.25 for faces.", byDefault = "0.4", atLeast = 0)
        double margin,
    @Setting(value = "Inverse temperature; 256 for faces.", byDefault = "80.0", above = 0)
        double gamma,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance,
    @Setting(value = "How terms become one number.", byDefault = "{type: non-zero-mean}")
        Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public Circle {
    Settings.check(Circle.class, margin, gamma, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray similarity = distance.closeness(comparison.anchors(), comparison.references());
    NDArray fixed = similarity.stopGradient();
    NDArray pull = Activation.relu(fixed.neg().add(1 + margin)).mul(-gamma);
    NDArray push = Activation.relu(fixed.add(margin)).mul(gamma);
    NDArray positives = comparison.positiveMask();
    NDArray negatives = comparison.negativeMask();
    NDArray attraction = Masked.logSumExp(pull.mul(similarity.sub(1 - margin)), positives, 1);
    NDArray repulsion = Masked.logSumExp(push.mul(similarity.sub(margin)), negatives, 1);
    NDArray both = Masked.any(positives, 1).mul(Masked.any(negatives, 1));
    NDArray terms = Masked.softplus(attraction.add(repulsion).mul(both)).mul(both).squeeze(1);
    return reducer.reduce(terms, terms.onesLike(), comparison.anchorLabels());
  }
}
