package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.loss.part.LossTensor;

/**
 * Softmax over cosines with an additive cosine margin: logits {@code scale * (cos - margin [c =
 * y])}.
 *
 * <p>Wang et al. 2018, CosFace, eq. 4.
 *
 * @param scale positive; 64 in face recognition, 23 with MemVir
 * @param margin in units of the cosine, at least 0
 */
public record CosFace(double scale, double margin) implements SoftmaxLoss {

  public CosFace {
    Require.positive("scale", scale);
    Require.nonNegative("margin", margin);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return ClassWeights.tensor(classCount, dimension, ClassWeights.uniform(classCount));
  }

  @Override
  public NDArray logits(NDArray embeddings, NDArray classWeights) {
    return ClassWeights.cosines(embeddings, classWeights).mul(scale);
  }

  @Override
  public NDArray targetLogits(NDArray logitsOfTarget) {
    return logitsOfTarget.sub(scale * margin);
  }
}
