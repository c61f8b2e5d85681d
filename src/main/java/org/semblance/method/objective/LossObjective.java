package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.part.LossTensor;

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
