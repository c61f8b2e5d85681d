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
import org.semblance.tensor.Masked;

/**
 * Penalizes negatives ranked before positives: for a query and a row of its class (the query
 * included) {@code R = sum over negatives of sigmoid((s_ik - s_ij) / temperature)}; the mean of a
 * function of R over rows, then over queries that have a positive. Needs a batch compared with
 * itself.
 *
 * <p>Li et al. 2022, Rethinking the Optimization of Average Precision: Only Penalizing Negative
 * Instances before Positive Ones is Enough, eq. 5 to 9.
 *
 * @param variant the function of R
 * @param b of variant {@code ib}, positive; published 2
 * @param alpha of variant {@code dq}, positive; published 1
 * @param temperature positive, in units of the similarity; published 0.01
 */
@Summary("Penalizing negatives before positives (Li et al. 2022); not with xbm.")
public record Pnp(
    @Setting(value = "Variant of the paper.", byDefault = "dq") Variant variant,
    @Setting(value = "Of variant ib.", byDefault = "2.0", above = 0) double b,
    @Setting(value = "Of variant dq.", byDefault = "4.0", above = 0) double alpha,
    @Setting(value = "Temperature of the sigmoid.", byDefault = "0.01", above = 0)
        double temperature,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements WithinBatchLoss {

  /** The function of the number of negatives before the positive. */
  public enum Variant {
    /** {@code R}. */
    O,
    /** {@code ln(1 + R)}. */
    DS,
    /** {@code 1 - 1 / (1 + R)^alpha}. */
    DQ,
    /** {@code (1 + R) ln(1 + R)}. */
    IU,
    /** {@code (b R - ln(1 + b R)) / b^2}. */
    IB
  }

  public Pnp {
    Settings.check(Pnp.class, variant, b, alpha, temperature, distance, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray positives = comparison.positiveMask();
    NDArray relevance = positives.add(comparison.selfPairs()).mul(Masked.any(positives, 1));
    RankSums sums = RankSums.of(comparison, relevance, distance, temperature);
    NDArray before = sums.over(comparison.negativeMask());
    return sums.meanByQuery(penalty(before), relevance);
  }

  private NDArray penalty(NDArray before) {
    NDArray rank = before.add(1);
    return switch (variant) {
      case O -> before;
      case DS -> rank.log();
      case DQ -> rank.pow(-alpha).neg().add(1);
      case IU -> rank.mul(rank.log());
      case IB -> before.mul(b).sub(before.mul(b).add(1).log()).div(b * b);
    };
  }
}
