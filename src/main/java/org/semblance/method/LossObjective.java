package org.semblance.method;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.loss.LossTensor;
import org.semblance.loss.MetricLoss;

/** The loss alone. */
public record LossObjective(MetricLoss loss) implements Objective {

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return loss.tensors(classCount, dimension);
  }

  @Override
  public NDArray evaluate(StepBatch batch) {
    return loss.evaluate(batch.embeddings(), batch.labels(), batch.lossTensors(), batch.key());
  }
}
