package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * Per anchor {@code 1/alpha ln(1 + sum_p e^{-alpha (s_ip - base)}) + 1/beta ln(1 + sum_n e^{beta
 * (s_in - base)})}, a side without pairs counting 0; the mean over anchors.
 *
 * <p>Wang et al. 2019, Multi-Similarity Loss, eq. 15; the mining of the paper is {@link
 * org.semblance.miner.MultiSimilarityMiner}. PML averages over all anchors; Revisiting-DML and
 * OBD-SD over those that have both kinds of pairs left after mining.
 *
 * @param alpha weight of positives, positive; published 2
 * @param beta weight of negatives, positive; published 50, Revisiting-DML 40
 * @param base similarity threshold; published 0.5 (1 in the first code)
 * @param average over which anchors the mean goes
 */
@Summary("Wang et al. 2019.")
public record MultiSimilarity(
    @Setting(value = "Weight of positives.", byDefault = "2.0", above = 0) double alpha,
    @Setting(value = "Weight of negatives; 40 in OBD-SD.", byDefault = "50.0", above = 0)
        double beta,
    @Setting(value = "Similarity threshold.", byDefault = "0.5") double base,
    @Setting(
            value = "contributing-anchors: those with a mined pair of both kinds (OBD-SD).",
            byDefault = "all-anchors")
        Average average,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: multi-similarity}")
        Miner miner)
    implements PairLoss {

  /** Which anchors count. */
  public enum Average {
    /** All rows. */
    ALL_ANCHORS,
    /** Those with a positive and a negative pair; the others contribute nothing. */
    CONTRIBUTING_ANCHORS
  }

  public MultiSimilarity {
    Settings.check(MultiSimilarity.class, alpha, beta, base, average, distance, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray similarity =
        distance.closeness(comparison.anchors(), comparison.references()).sub(base);
    NDArray positives = comparison.positiveMask();
    NDArray negatives = comparison.negativeMask();
    NDArray attraction = Masked.logOnePlusSumExp(similarity.mul(-alpha), positives, 1).div(alpha);
    NDArray repulsion = Masked.logOnePlusSumExp(similarity.mul(beta), negatives, 1).div(beta);
    NDArray terms = attraction.add(repulsion);
    return switch (average) {
      case ALL_ANCHORS -> terms.mean();
      case CONTRIBUTING_ANCHORS ->
          Masked.mean(terms, Masked.any(positives, 1).mul(Masked.any(negatives, 1)));
    };
  }
}
