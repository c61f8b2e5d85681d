package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.semblance.loss.HingeLoss;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.method.objective.SurroundingObjective;
import org.semblance.tensor.Autograd;

/**
 * Pairs of a scope, and beside the loss the share of its terms that are active: how far the weights
 * are from the feasible set. APFS rounds of type {@code feasible} end by it.
 */
public final class ActiveTerms implements SurroundingObjective {

  private final ScopedPairs pairs;
  private final HingeLoss loss;
  private double share;

  public ActiveTerms(ScopedPairs pairs, HingeLoss loss) {
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
