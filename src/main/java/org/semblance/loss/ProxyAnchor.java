package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.loss.part.LossTensor;
import org.semblance.loss.part.LossTensor.Initialization;
import org.semblance.tensor.Masked;

/**
 * Each proxy attracts its rows and repels the others: {@code 1/|P+| sum_{p in P+} ln(1 + sum_{x of
 * p} e^{-alpha (s - margin)}) + 1/|P| sum_p ln(1 + sum_{x not of p} e^{alpha (s + margin)})}, with
 * cosines {@code s}, all proxies {@code P} and those {@code P+} that have a row.
 *
 * <p>Kim et al. 2020, Proxy Anchor Loss, eq. 4.
 *
 * @param alpha scale, positive; published 32
 * @param margin in units of the cosine; published 0.1
 */
@Summary("A loss around each proxy (Kim et al. 2020).")
public record ProxyAnchor(
    @Setting(value = "Inverse temperature.", byDefault = "32.0", above = 0) double alpha,
    @Setting(value = "In units of the cosine.", byDefault = "0.1", atLeast = 0) double margin)
    implements ClassWeightLoss {

  public ProxyAnchor {
    Settings.check(ProxyAnchor.class, alpha, margin);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    Initialization kaiming = new Initialization.Normal(Math.sqrt(2.0 / classCount));
    return ClassWeights.tensor(classCount, dimension, kaiming);
  }

  @Override
  public NDArray compare(NDArray embeddings, NDArray labels, NDArray classWeights) {
    NDArray cosines = ClassWeights.cosines(embeddings, classWeights);
    NDArray own = CrossEntropy.oneHot(labels, cosines);
    NDArray attracting = Masked.logOnePlusSumExp(cosines.sub(margin).mul(-alpha), own, 0);
    NDArray repelling = Masked.logOnePlusSumExp(cosines.add(margin).mul(alpha), Masked.not(own), 0);
    return attracting.sum().div(Masked.any(own, 0).sum()).add(repelling.mean());
  }
}
