package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.LpDistance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * One minus average precision from histograms of squared distances of unit rows on [0, 4]: per
 * query {@code 1/N+ sum_j h+_j H+_j / H_j} with cumulative counts H; the mean over queries that
 * have a positive.
 *
 * <p>Cakir et al. 2019, Deep Metric Learning to Rank, eq. 9.
 *
 * @param bins intervals of the histogram, at least 1; published 10
 */
@Summary("Average precision over histograms (Cakir et al. 2019).")
public record FastAp(
    @Setting(value = "Bins of the histograms.", byDefault = "10", atLeast = 1) int bins,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public FastAp {
    Settings.check(FastAp.class, bins, miner);
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    NDArray distances =
        LpDistance.squaredEuclidean().matrix(comparison.anchors(), comparison.references());
    NDArray weights = Histogram.Nodes.weights(distances, 0, 4, bins);
    NDArray positives = comparison.positiveMask();
    NDArray relevant = histogram(weights, positives);
    NDArray all = relevant.add(histogram(weights, comparison.negativeMask()));
    NDArray found = relevant.cumSum(1);
    NDArray seen = all.cumSum(1);
    NDArray empty = Masked.indicator(seen.lte(0), seen);
    NDArray sums = relevant.mul(found).div(seen.add(empty)).sum(new int[] {1}, true);
    NDArray counts = positives.sum(new int[] {1}, true);
    NDArray precision = sums.div(Masked.atLeastOne(counts));
    return Masked.mean(precision.neg().add(1), Masked.any(positives, 1));
  }

  private static NDArray histogram(NDArray weights, NDArray mask) {
    return weights.mul(mask.expandDims(2)).sum(new int[] {1});
  }
}
