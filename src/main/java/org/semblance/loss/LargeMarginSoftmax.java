package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.distance.UnitRows;
import org.semblance.loss.part.LossTensor;
import org.semblance.tensor.Masked;
import org.semblance.tensor.StepView;

/**
 * Softmax with a multiplicative angular margin: the target's cosine is replaced by {@code (-1)^k
 * cos(m theta) - 2k} with {@code k = floor(m theta / pi)}; cosines are multiplied by the scale and
 * by norms. The gradient treats {@code k} as a constant.
 *
 * <p>Liu et al. 2016, Large-Margin Softmax, eq. 6; SphereFace (Liu et al. 2017) drops the norms of
 * the class weights.
 *
 * @param margin the factor m, at least 1; published 4
 * @param scale positive; 1 in both papers
 * @param norms which norms multiply the cosines
 */
@Summary("Multiplicative angular margin (Liu et al. 2016).")
public record LargeMarginSoftmax(
    @Setting(value = "Factor of the angle, an integer.", byDefault = "4", atLeast = 1) int margin,
    @Setting(value = "Inverse temperature.", byDefault = "1.0", above = 0) double scale,
    @Setting(value = "rows: SphereFace.", byDefault = "rows-and-weights") Norms norms)
    implements ClassWeightLoss {

  /** Which norms multiply the cosines. */
  public enum Norms {
    /** Of the row and of the class weight: large-margin softmax. */
    ROWS_AND_WEIGHTS,
    /** Of the row: SphereFace. */
    ROWS
  }

  public LargeMarginSoftmax {
    Settings.check(LargeMarginSoftmax.class, margin, scale, norms);
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    return ClassWeights.tensor(classCount, dimension, ClassWeights.uniform(classCount));
  }

  @Override
  public NDArray compare(NDArray embeddings, NDArray labels, NDArray classWeights) {
    NDArray weights = StepView.of(classWeights, embeddings);
    NDArray cosines = ClassWeights.cosines(embeddings, weights);
    NDArray own = CrossEntropy.oneHot(labels, cosines);
    NDArray target = margined(cosines.gather(labels.expandDims(1), 1));
    NDArray replaced = cosines.mul(Masked.not(own)).add(own.mul(target));
    NDArray lengths = UnitRows.norms(embeddings).mul(scale);
    NDArray logits =
        switch (norms) {
          case ROWS -> replaced.mul(lengths);
          case ROWS_AND_WEIGHTS -> replaced.mul(lengths).mul(UnitRows.norms(weights).transpose());
        };
    return CrossEntropy.mean(logits, labels, plain -> plain);
  }

  /** {@code (-1)^k cos(m theta) - 2k}, with {@code cos(m theta)} as Chebyshev's polynomial. */
  private NDArray margined(NDArray cosine) {
    NDArray previous = cosine.onesLike();
    NDArray current = cosine;
    for (int order = 2; order <= margin; order++) {
      NDArray next = current.mul(cosine).mul(2).sub(previous);
      previous = current;
      current = next;
    }
    NDArray angle = cosine.stopGradient().clip(-1, 1).acos();
    NDArray turns = angle.mul(margin / Math.PI).floor();
    NDArray parity = turns.sub(turns.div(2).floor().mul(2));
    return current.mul(parity.mul(-2).add(1)).sub(turns.mul(2));
  }
}
