package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
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
@Summary("Additive cosine margin (Wang et al. 2018).")
public record CosFace(
    @Setting(value = "Inverse temperature; 64 in face recognition.", byDefault = "23.0", above = 0)
        double scale,
    @Setting(
            value = "In units of the cosine; 0.35 in face recognition.",
            byDefault = "0.1",
            atLeast = 0)
        double margin)
    implements SoftmaxLoss {

  public CosFace {
    Settings.check(CosFace.class, scale, margin);
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
