package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.loss.part.LossTensor;
import org.semblance.loss.part.LossTensor.Initialization;
import org.semblance.tensor.StepView;

/**
 * Plain softmax without bias: logits {@code scale * x . w_c} of the raw rows and raw weights.
 *
 * @param scale multiplies the logits, positive; 1 is the usual softmax
 */
@Summary("Plain dot products, no bias.")
public record Softmax(
    @Setting(value = "Inverse temperature.", byDefault = "1.0", above = 0) double scale)
    implements SoftmaxLoss {

  public Softmax {
    Settings.check(Softmax.class, scale);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    Initialization linear = new Initialization.Uniform(1 / Math.sqrt(dimension));
    return ClassWeights.tensor(classCount, dimension, linear);
  }

  @Override
  public NDArray logits(NDArray embeddings, NDArray classWeights) {
    return embeddings.matMul(StepView.of(classWeights, embeddings).transpose()).mul(scale);
  }
}
