package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.miner.Miner;
import org.semblance.miner.PairBatch;

/**
 * A loss over pairs or triplets of rows. The pairs may lie within the batch, between the batch and
 * a memory, or be restricted to a scope: the caller says so by the comparison.
 */
public interface PairLoss extends MetricLoss {

  /** Chooses the tuples before the loss is computed. */
  Miner miner();

  /**
   * The loss of the tuples of {@code comparison}, which are not mined again.
   *
   * @return a scalar attached to the manager of the anchors; 0 where nothing takes part
   */
  NDArray evaluate(PairBatch comparison, Map<String, NDArray> tensors);

  @Override
  default NDArray evaluate(
      NDArray embeddings, NDArray labels, Map<String, NDArray> tensors, long key) {
    return evaluate(miner().mine(PairBatch.within(embeddings, labels), key), tensors);
  }
}
