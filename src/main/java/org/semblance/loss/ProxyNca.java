package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.UnitRows;
import org.semblance.loss.part.LossTensor;
import org.semblance.loss.part.LossTensor.Initialization;
import org.semblance.tensor.StepView;

/**
 * Proxy-NCA in its softmax form, the positive proxy in the denominator: logits {@code -scale * |x -
 * w_c|^2} of unit rows. Equals {@link NormSoftmax} with twice the scale.
 *
 * <p>Movshovitz-Attias et al. 2017; this form as in MemVir and ProxyNCA++. {@link ProxyNcaOriginal}
 * leaves the positive proxy out of the denominator.
 *
 * @param scale positive; published 12 with MemVir
 */
@Summary("Positive proxy in the denominator; equals norm-softmax at twice the " + "scale.")
public record ProxyNca(
    @Setting(value = "Inverse temperature.", byDefault = "12.0", above = 0) double scale)
    implements SoftmaxLoss {

  public ProxyNca {
    Settings.check(ProxyNca.class, scale);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return ClassWeights.tensor(classCount, dimension, initialization(dimension));
  }

  @Override
  public NDArray logits(NDArray embeddings, NDArray classWeights) {
    return squaredDistances(embeddings, classWeights).mul(-scale);
  }

  /** {@code |x|^2 + |w|^2 - 2 x.w} of unit rows; 1 against a zero row. */
  static NDArray squaredDistances(NDArray embeddings, NDArray classWeights) {
    NDArray rows = UnitRows.of(embeddings);
    NDArray weights = UnitRows.of(StepView.of(classWeights, embeddings));
    NDArray norms = squaredNorms(rows).add(squaredNorms(weights).transpose());
    return norms.sub(rows.matMul(weights.transpose()).mul(2));
  }

  /** Kaiming normal over the dimension. */
  static Initialization initialization(int dimension) {
    return new Initialization.Normal(Math.sqrt(2.0 / dimension));
  }

  private static NDArray squaredNorms(NDArray rows) {
    return rows.square().sum(new int[] {1}, true);
  }
}
