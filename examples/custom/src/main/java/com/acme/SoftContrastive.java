package com.acme;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.loss.PairLoss;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Masked;

/**
 * A contrastive loss without corners: {@code ln(1 + e^(s (d - margin))) / s} over positive pairs
 * plus {@code ln(1 + e^(s (margin - d))) / s} over negative pairs, with sharpness {@code s}.
 */
@Summary("A contrastive loss without corners.")
public record SoftContrastive(
    @Setting(value = "Boundary, in units of the distance.", byDefault = "0.5", atLeast = 0)
        double margin,
    @Setting(value = "How sharp the boundary is.", byDefault = "8", above = 0) double sharpness,
    @Setting(value = "How far two rows are.", byDefault = "lp") Distance distance,
    @Setting(value = "What becomes of the pairs' terms.", byDefault = "mean") Reducer reducer,
    @Setting(value = "Which pairs count.", byDefault = "none") Miner miner)
    implements PairLoss {

  public SoftContrastive {
    Settings.check(SoftContrastive.class, margin, sharpness, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch pairs, Map<String, NDArray> tensors) {
    NDArray farness = distance.farness(pairs.anchors(), pairs.references());
    NDArray beyond = farness.sub(distance.sign() * margin).mul(sharpness);
    NDArray pull = Masked.softplus(beyond).div(sharpness);
    NDArray push = Masked.softplus(beyond.neg()).div(sharpness);
    NDArray labels = pairs.anchorLabels();
    return reducer
        .reduce(pull, pairs.positives(), labels)
        .add(reducer.reduce(push, pairs.negatives(), labels));
  }
}
