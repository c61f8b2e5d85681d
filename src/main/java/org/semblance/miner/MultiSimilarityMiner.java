package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.tensor.Masked;

/**
 * Keeps a positive that is not clearly closer than the closest negative, and a negative that is not
 * clearly farther than the farthest positive: {@code s_ip - epsilon < max_n s_in}, {@code s_in +
 * epsilon > min_p s_ip}. An anchor without negatives keeps no positives and the reverse.
 *
 * <p>Wang et al. 2019, Multi-Similarity Loss, eq. 9 and 10.
 *
 * @param epsilon margin in units of the similarity
 * @param distance usually cosine
 */
@Summary("Pairs that are harder than the hardest of the other kind (Wang et al. " + "2019).")
public record MultiSimilarityMiner(
    @Setting(value = "Slack, in units of the similarity.", byDefault = "0.1") double epsilon,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance)
    implements Miner {
  public MultiSimilarityMiner {
    Settings.check(MultiSimilarityMiner.class, epsilon, distance);
  }

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    PairBatch fixed = comparison.detached();
    NDArray closeness = distance.closeness(fixed.anchors(), fixed.references());
    NDArray positives = fixed.positiveMask();
    NDArray negatives = fixed.negativeMask();
    NDArray closestNegative = Masked.max(closeness, negatives, 1);
    NDArray farthestPositive = Masked.min(closeness, positives, 1);
    NDArray hardPositive = closeness.sub(epsilon).lt(closestNegative);
    NDArray hardNegative = closeness.add(epsilon).gt(farthestPositive);
    return comparison.with(
        new Pairs(
            positives.mul(Masked.indicator(hardPositive, closeness)),
            negatives.mul(Masked.indicator(hardNegative, closeness))));
  }
}
