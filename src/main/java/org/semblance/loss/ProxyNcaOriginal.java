package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.loss.part.LossTensor;
import org.semblance.tensor.Masked;

/**
 * Proxy-NCA as first published: {@code mean_r [ s d_ry + ln sum_{c != y} exp(-s d_rc) ]} with
 * squared distances {@code d} of unit rows, the sum over negative proxies only. 0 with one class.
 *
 * <p>Movshovitz-Attias et al. 2017, No Fuss Distance Metric Learning using Proxies, eq. 8; {@link
 * ProxyNca} is the form with the positive proxy in the denominator.
 *
 * @param scale positive; 9 is the published scaling of all rows to length 3
 */
@Summary("Negative proxies only in the denominator (Movshovitz-Attias et al. " + "2017).")
public record ProxyNcaOriginal(
    @Setting(value = "Inverse temperature.", byDefault = "9.0", above = 0) double scale)
    implements ClassWeightLoss {

  public ProxyNcaOriginal {
    Settings.check(ProxyNcaOriginal.class, scale);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return ClassWeights.tensor(classCount, dimension, ProxyNca.initialization(dimension));
  }

  @Override
  public NDArray compare(NDArray embeddings, NDArray labels, NDArray classWeights) {
    NDArray logits = ProxyNca.squaredDistances(embeddings, classWeights).mul(-scale);
    NDArray target = logits.gather(labels.expandDims(1), 1);
    if (logits.size(1) == 1) {
      return target.sum().mul(0);
    }
    NDArray others = Masked.not(CrossEntropy.oneHot(labels, logits));
    return Masked.logSumExp(logits, others, 1).sub(target).mean();
  }
}
