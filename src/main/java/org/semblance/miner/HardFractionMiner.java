package org.semblance.miner;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;

/**
 * Keeps a share of the hardest pairs of the batch: the farthest positive pairs and the closest
 * negative pairs, each share rounded up.
 *
 * <p>Yuan et al. 2017, Hard-Aware Deeply Cascaded Embedding, one level of the cascade.
 *
 * @param fraction above 0 up to 1
 */
@Summary("The hardest pairs of either kind.")
public record HardFractionMiner(
    @Setting(value = "Share of the pairs.", byDefault = "0.5", above = 0, atMost = 1)
        double fraction,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance)
    implements Miner {

  public HardFractionMiner {
    Settings.check(HardFractionMiner.class, fraction, distance);
  }

  @Override
  public PairBatch mine(PairBatch comparison, long key) {
    PairBatch fixed = comparison.detached();
    NDArray farness = distance.farness(fixed.anchors(), fixed.references());
    return comparison.with(
        new Pairs(
            largest(farness, fixed.positiveMask()), largest(farness.neg(), fixed.negativeMask())));
  }

  private NDArray largest(NDArray hardness, NDArray mask) {
    NDArray cells = mask.flatten().gt(0).nonzero().flatten();
    int kept = (int) Math.ceil(fraction * cells.size());
    if (kept == 0) {
      return mask;
    }
    NDArray hardest = hardness.flatten().gather(cells, 0).topK(kept, 0).get(1);
    NDArray index = cells.gather(hardest, 0);
    NDArray ones = index.onesLike().toType(mask.getDataType(), false);
    return mask.zerosLike().flatten().scatter(index, ones, 0).reshape(mask.getShape());
  }
}
