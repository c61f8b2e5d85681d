package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.CosineSimilarity;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * Mean of {@code positiveMargin - s} over positive pairs up to that margin plus mean of {@code s -
 * negativeMargin} over negative pairs from that margin on, with cosines {@code s}.
 *
 * <p>Zhang et al. 2024, Learning for Transductive Threshold Calibration in Open-World Recognition
 * (threshold-consistent margin), eq. 3.
 *
 * @param positiveMargin a cosine; published 0.9
 * @param negativeMargin a cosine; published 0.5
 * @param positiveWeight at least 0; published 1
 * @param negativeWeight at least 0; published 1
 */
@Summary("Hinges at two cosines, the same for all classes.")
public record ThresholdConsistentMargin(
    @Setting(
            value = "Cosine that positives are lifted to.",
            byDefault = "0.9",
            atLeast = -1,
            atMost = 1)
        double positiveMargin,
    @Setting(
            value = "Cosine that negatives are pushed below.",
            byDefault = "0.5",
            atLeast = -1,
            atMost = 1)
        double negativeMargin,
    @Setting(value = "Weight of positives.", byDefault = "1.0", atLeast = 0) double positiveWeight,
    @Setting(value = "Weight of negatives.", byDefault = "1.0", atLeast = 0) double negativeWeight,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public ThresholdConsistentMargin {
    Settings.check(
        ThresholdConsistentMargin.class,
        positiveMargin,
        negativeMargin,
        positiveWeight,
        negativeWeight,
        miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray cosines = new CosineSimilarity().matrix(comparison.anchors(), comparison.references());
    NDArray low = Masked.indicator(cosines.lte(positiveMargin), cosines);
    NDArray high = Masked.indicator(cosines.gte(negativeMargin), cosines);
    NDArray pull = Masked.mean(cosines.neg().add(positiveMargin), comparison.positives().mul(low));
    NDArray push = Masked.mean(cosines.sub(negativeMargin), comparison.negatives().mul(high));
    return pull.mul(positiveWeight).add(push.mul(negativeWeight));
  }
}
