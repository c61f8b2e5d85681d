package org.semblance.method.penalty;

import ai.djl.ndarray.NDArray;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.method.objective.SurroundingObjective;
import org.semblance.method.penalty.RegularizationSettings.Penalty;
import org.semblance.tensor.StepView;

/** Adds penalties on embeddings and class weights to an objective, which it owns. */
public record Regularization(Objective inner, RegularizationSettings settings)
    implements SurroundingObjective {

  @Override
  public NDArray evaluate(StepBatch batch) {
    NDArray rows = batch.embeddings();
    NDArray value = penalized(inner.evaluate(batch), rows, settings.embeddings());
    NDArray classWeights = batch.lossTensors().get(ClassWeightLoss.CLASS_WEIGHTS);
    return classWeights == null
        ? value
        : penalized(value, StepView.of(classWeights, rows), settings.classWeights());
  }

  private static NDArray penalized(NDArray value, NDArray rows, Penalty penalty) {
    return penalty.weight() == 0
        ? value
        : value.add(penalty.regularizer().penalty(rows).mul(penalty.weight()));
  }
}
