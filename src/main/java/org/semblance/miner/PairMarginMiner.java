package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.tensor.Masked;

/**
 * Keeps the pairs that violate a margin: positives farther than {@code positiveMargin}, negatives
 * closer than {@code negativeMargin}; for a similarity positives below and negatives above.
 *
 * @param positiveMargin in units of {@code distance}
 * @param negativeMargin in units of {@code distance}
 */
@Summary("Pairs beyond a margin.")
public record PairMarginMiner(
    @Setting(value = "Positives farther than this, in units of the distance.", byDefault = "0.2")
        double positiveMargin,
    @Setting(value = "Negatives closer than this, in units of the distance.", byDefault = "0.8")
        double negativeMargin,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance)
    implements Miner {
  public PairMarginMiner {
    Settings.check(PairMarginMiner.class, positiveMargin, negativeMargin, distance);
  }

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    PairBatch fixed = comparison.detached();
    NDArray farness = distance.farness(fixed.anchors(), fixed.references());
    NDArray far = Masked.indicator(farness.gt(distance.sign() * positiveMargin), farness);
    NDArray close = Masked.indicator(farness.lt(distance.sign() * negativeMargin), farness);
    return comparison.with(
        new Pairs(fixed.positiveMask().mul(far), fixed.negativeMask().mul(close)));
  }
}
