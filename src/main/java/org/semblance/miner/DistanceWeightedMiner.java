package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.LpDistance;
import org.semblance.math.Seeds;
import org.semblance.tensor.Masked;

/**
 * Draws negatives with a probability that evens out their distances: proportional to {@code d^(2-D)
 * (1 - d^2/4)^((3-D)/2)}, the inverse density of distances on the unit sphere in D dimensions, with
 * {@code d} clamped from below. Anchors without a negative in range yield nothing.
 *
 * <p>Wu et al. 2017, Sampling Matters in Deep Embedding Learning, eq. 4.
 *
 * @param cutoff distances below count as this, above 0 and below 2; published 0.5
 * @param nonzeroLossCutoff negatives from this distance on are never drawn; published 1.4, and 2.1
 *     (all of them) in OBD-SD
 * @param positives which positives get a negative
 */
@Summary("Negatives drawn evenly over distances (Wu et al. 2017).")
public record DistanceWeightedMiner(
    @Setting(value = "Distances below count as this.", byDefault = "0.5", above = 0, below = 2)
        double cutoff,
    @Setting(
            value = "Farther negatives are never drawn; 2.1 for all (OBD-SD).",
            byDefault = "1.4",
            above = 0)
        double nonzeroLossCutoff,
    @Setting(
            value = "every: a negative per positive pair; one-per-anchor: as OBD-SD.",
            byDefault = "every")
        Positives positives)
    implements Miner {

  /** Which positives get a negative. */
  public enum Positives {
    /** Every positive pair: one triplet per ordered positive pair. */
    EVERY,
    /**
     * One drawn positive per anchor, the anchor itself where its class has no other row
     * (Revisiting-DML, OBD-SD).
     */
    ONE_PER_ANCHOR
  }

  /** Keeps the weight of antipodal rows finite. */
  private static final double SMALLEST_HEIGHT = 1e-8;

  public DistanceWeightedMiner {
    Settings.check(DistanceWeightedMiner.class, cutoff, nonzeroLossCutoff, positives);
    if (!(nonzeroLossCutoff > cutoff)) {
      throw new IllegalArgumentException(
          "nonzero-loss-cutoff must be above cutoff (" + cutoff + "), got " + nonzeroLossCutoff);
    }
  }

  /** {@code [anchors, references]}: the chance of each negative; a row of 0 has none in range. */
  public NDArray probabilities(PairBatch comparison) {
    PairBatch fixed = comparison.detached();
    NDArray distances = LpDistance.euclidean().matrix(fixed.anchors(), fixed.references());
    NDArray inRange = Masked.indicator(distances.lt(nonzeroLossCutoff), distances);
    NDArray mask = fixed.negativeMask().mul(inRange);
    NDArray clamped = distances.maximum(cutoff);
    double dimension = fixed.anchors().size(1);
    NDArray height = clamped.square().div(-4).add(1).maximum(SMALLEST_HEIGHT);
    NDArray logWeights =
        clamped.log().mul(2 - dimension).sub(height.log().mul((dimension - 3) / 2));
    NDArray shifted = Masked.keepOrLowest(logWeights, mask).sub(Masked.max(logWeights, mask, 1));
    NDArray weights = shifted.exp().mul(mask);
    return weights.div(Masked.atLeastOne(weights.sum(new int[] {1}, true)));
  }

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    SplittableRandom random = Seeds.random(Seeds.key(key, Seeds.Use.TUPLE_MINING));
    NDArray chances = probabilities(comparison);
    NDArray pairs = positivePairs(comparison.detached(), random);
    NDArray anchors = pairs.get(":,0");
    if (anchors.size() == 0) {
      return comparison.with(new Triplets(anchors, anchors, anchors, chances.zerosLike()));
    }
    NDArray negative = draw(chances.get(anchors), random);
    Triplets drawn = new Triplets(anchors, pairs.get(":,1"), negative, chances.zerosLike());
    return comparison.with(drawn.keep(drawn.atNegatives(chances)));
  }

  private NDArray positivePairs(PairBatch comparison, SplittableRandom random) {
    NDArray mask = comparison.positiveMask();
    return switch (positives) {
      case EVERY -> mask.gt(0).nonzero();
      case ONE_PER_ANCHOR -> {
        NDArray alone = Masked.not(Masked.any(mask, 1));
        NDArray candidates =
            comparison.isWithinBatch() ? mask.add(comparison.selfPairs().mul(alone)) : mask;
        NDArray anchors = Masked.any(candidates, 1).flatten().gt(0).nonzero();
        NDArray positive = draw(candidates.get(anchors.flatten()), random);
        yield anchors.concat(positive.expandDims(1), 1);
      }
    };
  }

  /** One column per row of {@code weights}, drawn in proportion; int64. */
  private static NDArray draw(NDArray weights, SplittableRandom random) {
    NDArray cumulative = weights.cumSum(1);
    long columns = weights.size(1);
    double[] shares = random.doubles(weights.size(0)).toArray();
    NDArray target =
        weights
            .getManager()
            .create(shares)
            .toType(weights.getDataType(), false)
            .toDevice(weights.getDevice(), false)
            .expandDims(1)
            .mul(cumulative.get(":," + (columns - 1) + ":"));
    NDArray passed = cumulative.lte(target).toType(ai.djl.ndarray.types.DataType.INT64, false);
    return passed.sum(new int[] {1}).clip(0, columns - 1);
  }
}
