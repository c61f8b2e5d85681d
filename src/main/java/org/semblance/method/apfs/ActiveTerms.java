package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.semblance.loss.HingeLoss;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.method.objective.SurroundingObjective;
import org.semblance.tensor.Autograd;

/**
 * Beside an objective the share of the loss's terms that are active within a scope: how far the
 * weights are from the feasible set. APFS rounds of type {@code feasible} end by it.
 */
public final class ActiveTerms implements SurroundingObjective {

  private final Objective inner;
  private final ScopedPairs pairs;
  private final HingeLoss loss;
  private double share = Double.NaN;

  /**
   * The share beside {@code inner}.
   *
   * @param pairs whose constraints count
   */
  public ActiveTerms(Objective inner, ScopedPairs pairs, HingeLoss loss) {
    this.inner = inner;
    this.pairs = pairs;
    this.loss = loss;
  }

  @Override
  public Objective inner() {
    return inner;
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    share =
        Autograd.unrecorded(
            () ->
                loss.activeShare(pairs.constraints(batch), batch.lossTensors())
                    .toArray()[0]
                    .doubleValue());
    return inner.evaluate(batch);
  }

  @Override
  public OptionalDouble activeShare() {
    return OptionalDouble.of(share);
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>(inner.figures());
    figures.put("active-share", share);
    return figures;
  }
}
