package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Summary;
import org.semblance.loss.part.LossTensor;
import org.semblance.loss.part.LossTensor.Initialization;

/**
 * The mean over rows and classes of {@code (cos(x, w_c) - [c = y])^2}.
 *
 * <p>Wang and Yamagishi 2021, the mean-squared-error form of P2SGrad (Zhang et al. 2019).
 */
@Summary("Squared error of cosines (Wang and Yamagishi 2021).")
public record P2SGrad() implements ClassWeightLoss {

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return ClassWeights.tensor(classCount, dimension, new Initialization.Uniform(1));
  }

  @Override
  public NDArray compare(NDArray embeddings, NDArray labels, NDArray classWeights) {
    NDArray cosines = ClassWeights.cosines(embeddings, classWeights);
    return cosines.sub(CrossEntropy.oneHot(labels, cosines)).square().mean();
  }
}
