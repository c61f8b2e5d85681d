package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.CosineSimilarity;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * Mean over positive pairs of {@code max(0, (1 - positiveSlack) mean - s)^2} plus mean over
 * negative pairs of {@code max(0, s - (1 + negativeSlack) mean)^2}, with cosines {@code s} and
 * their mean over the pairs of the kind.
 *
 * <p>Yu and Tao 2019, Deep Metric Learning with Tuplet Margin Loss, eq. 9.
 *
 * @param positiveSlack published 0.01
 * @param negativeSlack published 0.01
 */
@Summary("Yu and Tao 2019.")
public record IntraPairVariance(
    @Setting(value = "Share of the mean similarity of positives.", byDefault = "0.01")
        double positiveSlack,
    @Setting(value = "Share of the mean similarity of negatives.", byDefault = "0.01")
        double negativeSlack,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public IntraPairVariance {
    Settings.check(IntraPairVariance.class, positiveSlack, negativeSlack, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray cosines = new CosineSimilarity().matrix(comparison.anchors(), comparison.references());
    NDArray positives = comparison.positives();
    NDArray negatives = comparison.negatives();
    NDArray low = Masked.mean(cosines, positives).mul(1 - positiveSlack).sub(cosines);
    NDArray high = cosines.sub(Masked.mean(cosines, negatives).mul(1 + negativeSlack));
    return Masked.mean(Activation.relu(low).square(), positives)
        .add(Masked.mean(Activation.relu(high).square(), negatives));
  }
}
