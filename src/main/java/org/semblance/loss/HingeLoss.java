package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.miner.PairBatch;

/** A loss over pairs or triplets whose terms are 0 where a constraint is met. */
public interface HingeLoss extends PairLoss {

  /**
   * The share of the constraints of {@code comparison} that are not met, a scalar from 0 to 1; 0
   * where there is none.
   */
  NDArray activeShare(PairBatch comparison, Map<String, NDArray> tensors);
}
