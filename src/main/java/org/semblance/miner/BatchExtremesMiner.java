package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.tensor.Masked;

/**
 * One positive and one negative per anchor, chosen by distance; ties go to the lowest row. Anchors
 * that lack either are dropped, unless one side keeps all pairs. Hard with hard is batch-hard
 * mining (Hermans et al. 2017); easy positives are those of Xuan et al. 2020.
 *
 * @param positives which positive: hard is the farthest
 * @param negatives which negative: hard is the closest
 */
@Summary("One positive and one negative per anchor; hard and hard is batch-hard.")
public record BatchExtremesMiner(
    @Setting(
            value = "hard (farthest), easy, semi-hard (still closer than the negative), all.",
            byDefault = "hard")
        Choice positives,
    @Setting(
            value = "hard (closest), easy, semi-hard (still farther than the positive), all.",
            byDefault = "hard")
        Choice negatives,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance)
    implements Miner {

  /** Which row of the wanted kind. */
  public enum Choice {
    /** The one the loss is largest for. */
    HARD,
    /** The one the loss is smallest for. */
    EASY,
    /** The hardest of those that the other side's choice still separates strictly. */
    SEMI_HARD,
    /** Every one. */
    ALL
  }

  public BatchExtremesMiner {
    if (positives == Choice.SEMI_HARD && isRelativeOrAll(negatives)) {
      throw new IllegalArgumentException(
          "negatives must be hard or easy where positives are semi-hard, got " + negatives);
    }
    if (negatives == Choice.SEMI_HARD && isRelativeOrAll(positives)) {
      throw new IllegalArgumentException(
          "positives must be hard or easy where negatives are semi-hard, got " + positives);
    }
  }

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    PairBatch fixed = comparison.detached();
    NDArray farness = distance.farness(fixed.anchors(), fixed.references());
    NDArray closeness = farness.neg();
    NDArray positiveMask = fixed.positiveMask();
    NDArray negativeMask = fixed.negativeMask();
    NDArray positive;
    NDArray negative;
    if (positives == Choice.SEMI_HARD) {
      negative = choose(negatives, closeness, negativeMask);
      NDArray limit = farness.mul(negative).sum(new int[] {1}, true);
      NDArray closer = positiveMask.mul(Masked.indicator(farness.lt(limit), farness));
      positive = choose(Choice.HARD, farness, closer);
    } else {
      positive = choose(positives, farness, positiveMask);
      NDArray limit = farness.mul(positive).sum(new int[] {1}, true);
      boolean bounded = negatives == Choice.SEMI_HARD;
      NDArray beyond = Masked.indicator(farness.gt(limit), farness);
      negative =
          bounded
              ? choose(Choice.HARD, closeness, negativeMask.mul(beyond))
              : choose(negatives, closeness, negativeMask);
    }
    if (positives == Choice.ALL || negatives == Choice.ALL) {
      return comparison.with(new Pairs(positive, negative));
    }
    NDArray complete = Masked.any(positive, 1).mul(Masked.any(negative, 1));
    return comparison.with(new Pairs(positive.mul(complete), negative.mul(complete)));
  }

  /** A mask of the chosen entry of each row; hard is the largest {@code hardness}. */
  private static NDArray choose(Choice choice, NDArray hardness, NDArray mask) {
    return switch (choice) {
      case ALL -> mask;
      case EASY -> largest(hardness.neg(), mask);
      case HARD, SEMI_HARD -> largest(hardness, mask);
    };
  }

  private static NDArray largest(NDArray values, NDArray mask) {
    NDArray index = Masked.keepOrLowest(values, mask).argMax(1);
    return index.oneHot((int) values.size(1), values.getDataType()).mul(mask);
  }

  private static boolean isRelativeOrAll(Choice choice) {
    return choice == Choice.SEMI_HARD || choice == Choice.ALL;
  }
}
