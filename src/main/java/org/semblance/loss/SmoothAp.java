package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.loss.part.RankSums;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;

/**
 * One minus a smooth average precision: per query the mean over the rows of its class (the query
 * included) of rank within the class over rank within the batch, with ranks {@code 1 + sum_k
 * sigmoid((s_ik - s_ij) / temperature)}. Needs a batch compared with itself.
 *
 * <p>Brown et al. 2020, Smooth-AP, eq. 8.
 *
 * @param temperature positive, in units of the similarity; published 0.01
 */
@Summary("Smoothed average precision (Brown et al. 2020); not with xbm.")
public record SmoothAp(
    @Setting(value = "Temperature of the sigmoid.", byDefault = "0.01", above = 0)
        double temperature,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements WithinBatchLoss {

  /** What the relevant row adds to the sum by its tie with itself. */
  private static final double TIE = 0.5;

  public SmoothAp {
    Settings.check(SmoothAp.class, temperature, distance, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray relevance = comparison.positiveMask().add(comparison.selfPairs());
    NDArray others = relevance.add(comparison.negativeMask());
    RankSums sums = RankSums.of(comparison, relevance, distance, temperature);
    NDArray withinClass = sums.over(relevance).add(1 - TIE);
    NDArray withinBatch = sums.over(others).add(1 - TIE);
    return sums.meanByQuery(withinClass.div(withinBatch), relevance).neg().add(1);
  }
}
