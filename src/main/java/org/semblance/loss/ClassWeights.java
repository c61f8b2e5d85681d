package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.distance.UnitRows;
import org.semblance.loss.part.LossTensor;
import org.semblance.loss.part.LossTensor.Initialization;
import org.semblance.tensor.StepView;

/** What losses with class weights have in common. */
final class ClassWeights {

  private ClassWeights() {}

  static List<LossTensor> tensor(int rows, int dimension, Initialization start) {
    return List.of(
        new LossTensor(ClassWeightLoss.CLASS_WEIGHTS, new long[] {rows, dimension}, start));
  }

  /** Kaiming uniform of a {@code [dimension, classes]} tensor with a = sqrt 5. */
  static Initialization uniform(int rows) {
    return new Initialization.Uniform(1 / Math.sqrt(rows));
  }

  /** Cosines {@code [rows, weights]}, attached to the manager of {@code embeddings}. */
  static NDArray cosines(NDArray embeddings, NDArray classWeights) {
    NDArray weights = UnitRows.of(StepView.of(classWeights, embeddings));
    return UnitRows.of(embeddings).matMul(weights.transpose());
  }

  /** The largest of each {@code group} neighboring columns. */
  static NDArray largestOfGroups(NDArray columns, int group) {
    return group == 1
        ? columns
        : columns.reshape(columns.size(0), columns.size(1) / group, group).max(new int[] {2});
  }
}
