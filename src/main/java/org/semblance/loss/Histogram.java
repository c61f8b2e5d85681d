package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * The probability that a negative pair is more similar than a positive pair, from triangular
 * histograms of both on [-1, 1]: {@code sum_r negative_r sum_{q <= r} positive_q}. 0 where either
 * kind is missing.
 *
 * <p>Ustinova and Lempitsky 2016, Learning Deep Embeddings with Histogram Loss, eq. 2 and 5.
 *
 * @param bins intervals of the histogram, at least 1; it has one node more
 * @param negatives which negative pairs count
 * @param distance a similarity within [-1, 1]
 */
@Summary("Ustinova and Lempitsky 2016; a similarity in -1 to 1 only.")
public record Histogram(
    @Setting(value = "Bins of the histograms.", byDefault = "100", atLeast = 1) int bins,
    @Setting(
            value = "in-triplets: PML, without pairs of two classes of one row.",
            byDefault = "all")
        Negatives negatives,
    @Setting(value = "How near two rows are.", byDefault = "{type: cosine}") Distance distance,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  /** Which negative pairs count. */
  public enum Negatives {
    /** All of them, as in the paper. */
    ALL,
    /** Those with a row that has a positive, as in PML. */
    IN_TRIPLETS
  }

  public Histogram {
    Settings.check(Histogram.class, bins, negatives, distance, miner);
    if (distance.sign() > 0) {
      throw new IllegalArgumentException("distance must be a similarity, got " + distance);
    }
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray similarity = distance.matrix(comparison.anchors(), comparison.references());
    NDArray positiveMask = comparison.positiveMask();
    NDArray negativeMask = comparison.negativeMask();
    if (negatives == Negatives.IN_TRIPLETS) {
      NDArray hasPositive = Masked.any(positiveMask, 1).maximum(Masked.any(positiveMask, 0));
      negativeMask = negativeMask.mul(hasPositive);
    }
    NDArray weights = Nodes.weights(similarity, -1, 1, bins);
    NDArray positive = density(weights, positiveMask);
    NDArray negative = density(weights, negativeMask);
    return negative.mul(positive.cumSum(0)).sum();
  }

  private static NDArray density(NDArray weights, NDArray mask) {
    int[] pairs = {0, 1};
    return weights.mul(mask.expandDims(2)).sum(pairs).div(Masked.atLeastOne(mask.sum()));
  }

  /** Triangular weights of values on equally spaced nodes. */
  static final class Nodes {

    private Nodes() {}

    /** {@code [n, m, bins + 1]}: {@code max(0, 1 - |value - node| / width)}. */
    static NDArray weights(NDArray values, double low, double high, int bins) {
      double width = (high - low) / bins;
      NDArray nodes =
          values
              .getManager()
              .arange(0, bins + 1, 1, values.getDataType())
              .toDevice(values.getDevice(), false)
              .mul(width)
              .add(low);
      NDArray offsets = values.expandDims(2).sub(nodes).div(width);
      return Activation.relu(offsets.abs().neg().add(1));
    }
  }
}
