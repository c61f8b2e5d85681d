package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.tensor.Masked;

/**
 * Keeps triplets by their gap {@code d(a, n) - d(a, p)}.
 *
 * @param margin in units of {@code distance}
 * @param select which gaps are kept
 */
@Summary("Triplets by their gap, the distance of the negative less that of the " + "positive.")
public record TripletMarginMiner(
    @Setting(value = "In units of the distance.", byDefault = "0.2") double margin,
    @Setting(
            value =
                "all (gap <= margin), hard (gap <= 0), semi-hard (0 < gap <= margin), " + "easy.",
            byDefault = "semi-hard")
        Select select,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance)
    implements Miner {
  public TripletMarginMiner {
    Settings.check(TripletMarginMiner.class, margin, select, distance);
  }

  /** Which gaps are kept. */
  public enum Select {
    /** {@code gap <= margin}: every triplet that violates the margin. */
    ALL,
    /** {@code gap <= 0} (and at most the margin): the negative is closer. */
    HARD,
    /** {@code 0 < gap <= margin}. */
    SEMI_HARD,
    /** {@code gap > margin}: already satisfied. */
    EASY
  }

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    PairBatch fixed = comparison.detached();
    NDArray farness = distance.farness(fixed.anchors(), fixed.references());
    return comparison.with(
        fixed
            .pairs()
            .triplets(
                (anchors, positive) -> {
                  NDArray rows = farness.get(anchors);
                  NDArray gap = rows.sub(rows.gather(positive.expandDims(1), 1));
                  return Masked.indicator(keeps(gap), farness);
                }));
  }

  private NDArray keeps(NDArray gap) {
    return switch (select) {
      case ALL -> gap.lte(margin);
      case HARD -> gap.lte(Math.min(0, margin));
      case SEMI_HARD -> gap.gt(0).logicalAnd(gap.lte(margin));
      case EASY -> gap.gt(margin);
    };
  }
}
