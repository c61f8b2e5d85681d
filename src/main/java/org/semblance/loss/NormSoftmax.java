package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.UnitRows;
import org.semblance.loss.part.LossTensor;
import org.semblance.tensor.StepView;

/**
 * Softmax over scaled cosines: logits {@code scale * cos(x, w_c)}.
 *
 * <p>Wang et al. 2017 (NormFace); Zhai and Wu 2019, with temperature {@code 1 / scale}.
 *
 * @param scale inverse temperature, positive; published 23 with MemVir, 20 by Zhai and Wu
 * @param normalizeRows whether the loss scales the embeddings to length one; without, their length
 *     multiplies the logits
 */
@Summary("Scaled cosines (NormFace; Zhai and Wu 2019).")
public record NormSoftmax(
    @Setting(value = "Inverse temperature.", byDefault = "23.0", above = 0) double scale,
    @Setting(value = "Whether the loss scales embeddings to length one.", byDefault = "true")
        boolean normalizeRows)
    implements SoftmaxLoss {

  public NormSoftmax {
    Settings.check(NormSoftmax.class, scale, normalizeRows);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return ClassWeights.tensor(classCount, dimension, ClassWeights.uniform(classCount));
  }

  @Override
  public NDArray logits(NDArray embeddings, NDArray classWeights) {
    NDArray rows = normalizeRows ? UnitRows.of(embeddings) : embeddings;
    NDArray weights = UnitRows.of(StepView.of(classWeights, embeddings));
    return rows.matMul(weights.transpose()).mul(scale);
  }
}
