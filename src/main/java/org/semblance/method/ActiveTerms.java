package org.semblance.method;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.loss.HingeLoss;
import org.semblance.optim.Autograd;

/**
 * Pairs of a scope, and beside the loss the share of its terms that are active: how far the weights
 * are from the feasible set. APFS rounds of type {@code feasible} end by it.
 */
final class ActiveTerms implements SurroundingObjective {

  private final ScopedPairs pairs;
  private final HingeLoss loss;
  private double share;

  ActiveTerms(ScopedPairs pairs, HingeLoss loss) {
    this.pairs = pairs;
    this.loss = loss;
  }

  @Override
  public Objective inner() {
    return pairs;
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    share =
        Autograd.unrecorded(
            () ->
                loss.activeShare(pairs.constraints(batch), batch.lossTensors())
                    .toArray()[0]
                    .doubleValue());
    return pairs.evaluate(batch);
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of(ACTIVE_SHARE, share);
  }
}
