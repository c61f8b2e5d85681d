package org.semblance.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.semblance.distance.StepView;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.LossTensor;
import org.semblance.method.RegularizationSettings.Penalty;

/** Adds penalties on embeddings and class weights to an objective, which it owns. */
public record Regularization(Objective inner, RegularizationSettings settings)
    implements Objective {

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return inner.tensors(classCount, dimension);
  }

  @Override
  public boolean needsTeacher(int epoch) {
    return inner.needsTeacher(epoch);
  }

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

  @Override
  public Map<String, NDArray> state() {
    return inner.state();
  }

  @Override
  public void restore(Map<String, NDArray> state, NDManager manager) {
    inner.restore(state, manager);
  }

  @Override
  public long memoryFootprintBytes(int rows, int classCount, int dimension) {
    return inner.memoryFootprintBytes(rows, classCount, dimension);
  }

  @Override
  public Map<String, Double> figures() {
    return inner.figures();
  }

  @Override
  public void close() {
    inner.close();
  }
}
