package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.loss.part.LossTensor;
import org.semblance.regularizer.Regularizer;

/**
 * Softmax over classes with several centers each: class similarity {@code S_c = sum_k
 * softmax_k(s_ck / gamma) s_ck} of cosines {@code s}, logits {@code scale * (S_c - margin [c =
 * y])}, plus {@code centerWeight} times the sparse-center regularizer.
 *
 * <p>Qian et al. 2019, SoftTriple Loss, eq. 7 and 9.
 *
 * @param centersPerClass at least 1; rows of the class weights are class-major; published 10
 * @param scale lambda of the paper, positive; published 20
 * @param gamma temperature of the center choice, positive; published 0.1
 * @param margin in units of the similarity; published 0.01
 * @param centerWeight weight of the center regularizer, at least 0; published 0.2
 */
@Summary("Several centers per class (Qian et al. 2019).")
public record SoftTriple(
    @Setting(value = "Weights per class.", byDefault = "10", atLeast = 1) int centersPerClass,
    @Setting(value = "Inverse temperature.", byDefault = "20.0", above = 0) double scale,
    @Setting(value = "Temperature of the choice of a center.", byDefault = "0.1", above = 0)
        double gamma,
    @Setting(value = "In units of the cosine.", byDefault = "0.01", atLeast = 0) double margin,
    @Setting(
            value = "Weight of the pull between centers of a class.",
            byDefault = "0.2",
            atLeast = 0)
        double centerWeight)
    implements SoftmaxLoss {

  public SoftTriple {
    Settings.check(SoftTriple.class, centersPerClass, scale, gamma, margin, centerWeight);
  }

  @Override
  public int weightsPerClass() {
    return centersPerClass;
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    int rows = classCount * centersPerClass;
    return ClassWeights.tensor(rows, dimension, ClassWeights.uniform(rows));
  }

  @Override
  public NDArray logits(NDArray embeddings, NDArray classWeights) {
    NDArray cosines = ClassWeights.cosines(embeddings, classWeights);
    NDArray byCenter =
        cosines.reshape(cosines.size(0), cosines.size(1) / centersPerClass, centersPerClass);
    return byCenter.div(gamma).softmax(2).mul(byCenter).sum(new int[] {2}).mul(scale);
  }

  @Override
  public NDArray targetLogits(NDArray logitsOfTarget) {
    return logitsOfTarget.sub(scale * margin);
  }

  @Override
  public Optional<NDArray> penalty(NDArray classWeights) {
    if (centerWeight == 0 || centersPerClass == 1) {
      return Optional.empty();
    }
    Regularizer sparse = new Regularizer.SparseCenters(centersPerClass);
    return Optional.of(sparse.penalty(classWeights).mul(centerWeight));
  }
}
