package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.TreeMap;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.distance.Distance;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;

/**
 * One (anchor, positive) pair per class, the first in row order; cross entropy of each anchor's
 * similarities to all positives, its own as the target. The regularizer of the paper on the norms
 * of the embeddings is set apart.
 *
 * <p>Sohn 2016, Improved Deep Metric Learning with Multi-class N-pair Loss Objective, eq. 9.
 *
 * @param distance a similarity; the paper's is the dot product of raw rows
 */
@Summary("Sohn 2016; a similarity only.")
public record NPairs(
    @Setting(value = "How near two rows are.", byDefault = "{type: dot-product}") Distance distance,
    @Setting(value = "Which pairs or triplets count.", byDefault = "{type: none}") Miner miner)
    implements PairLoss {

  public NPairs {
    if (distance.sign() > 0) {
      throw new IllegalArgumentException("distance must be a similarity, got " + distance);
    }
  }

  @Override
  public NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors) {
    long[] pairs = comparison.positiveMask().gt(0).nonzero().toLongArray();
    if (pairs.length == 0) {
      return comparison.zero();
    }
    long[] labels = comparison.anchorLabels().toLongArray();
    TreeMap<Long, long[]> firstByClass = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      firstByClass.putIfAbsent(labels[(int) pairs[i]], new long[] {pairs[i], pairs[i + 1]});
    }
    NDArray anchors = rows(comparison.anchors(), firstByClass, 0);
    NDArray positives = rows(comparison.references(), firstByClass, 1);
    NDArray similarities = distance.matrix(anchors, positives);
    return similarities.logSoftmax(1).diagonal().mean().neg();
  }

  private static NDArray rows(NDArray from, TreeMap<Long, long[]> pairs, int side) {
    long[] index = pairs.values().stream().mapToLong(pair -> pair[side]).toArray();
    return from.get(from.getManager().create(index).toDevice(from.getDevice(), false));
  }
}
