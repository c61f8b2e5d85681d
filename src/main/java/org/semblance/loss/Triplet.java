package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Activation;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.miner.Triplets;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Masked;

/**
 * {@code max(0, d(a, p) - d(a, n) + margin)} over triplets; for a similarity {@code max(0, s(a, n)
 * - s(a, p) + margin)}. All, hard, semi-hard or easy triplets are the choice of the miner.
 *
 * <p>Schroff et al. 2015, FaceNet, eq. 3.
 *
 * @param margin in units of {@code distance}
 * @param hinge how a violated margin counts
 * @param swap which distance to the negative counts (Balntas et al. 2016)
 */
@Summary("Schroff et al. 2015; all, hard, semi-hard or easy ones by miner " + "triplet-margin.")
public record Triplet(
    @Setting(value = "In units of the distance; 0.05 in PML.", byDefault = "0.2", atLeast = 0)
        double margin,
    @Setting(value = "hard: max(0, x); soft: ln(1 + e^x).", byDefault = "hard") Hinge hinge,
    @Setting(
            value = "closer: the positive's distance to the negative counts if it is smaller.",
            byDefault = "never")
        Swap swap,
    @Setting(value = "How near two rows are.", byDefault = "{type: lp}") Distance distance,
    @Setting(value = "How terms become one number.", byDefault = "{type: non-zero-mean}")
        Reducer reducer,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements HingeLoss {

  /** How a violated margin counts. */
  public enum Hinge {
    /** {@code max(0, x)}. */
    HARD,
    /** {@code ln(1 + e^x)}. */
    SOFT
  }

  /** Which distance to the negative counts. */
  public enum Swap {
    /** The anchor's. */
    NEVER,
    /** The positive's where the negative is closer to it than to the anchor. */
    CLOSER
  }

  public Triplet {
    Settings.check(Triplet.class, margin, hinge, swap, distance, reducer, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    Triplets triplets = comparison.tuples().triplets();
    if (triplets.count() == 0) {
      return comparison.zero();
    }
    NDArray violation = violation(comparison, triplets);
    NDArray terms =
        switch (hinge) {
          case HARD -> Activation.relu(violation);
          case SOFT -> Masked.softplus(violation);
        };
    NDArray labels = comparison.anchorLabels().gather(triplets.anchors(), 0);
    return reducer.reduce(terms, terms.onesLike(), labels);
  }

  @Override
  public NDArray activeShare(PairBatch comparison, Map<String, NDArray> tensors) {
    Triplets triplets = comparison.tuples().triplets();
    if (triplets.count() == 0) {
      return comparison.zero();
    }
    NDArray violation = violation(comparison, triplets);
    return Masked.indicator(violation.gt(0), violation).mean();
  }

  private NDArray violation(PairBatch comparison, Triplets triplets) {
    NDArray farness = distance.farness(comparison.anchors(), comparison.references());
    NDArray toNegative = triplets.atNegatives(farness);
    if (swap == Swap.CLOSER) {
      NDArray across = distance.farness(comparison.references(), comparison.references());
      toNegative = NDArrays.minimum(toNegative, triplets.acrossReferences(across));
    }
    return triplets.atPositives(farness).sub(toNegative).add(margin);
  }
}
