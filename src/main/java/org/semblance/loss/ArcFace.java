package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.loss.part.LossTensor;
import org.semblance.tensor.Masked;

/**
 * Softmax over cosines with an additive angular margin: the target's logit is {@code scale *
 * cos(theta + margin)}; where {@code theta > pi - margin} it is {@code scale * (cos theta - margin
 * sin margin)}, so that it keeps falling.
 *
 * <p>Deng et al. 2019, ArcFace, eq. 3, with sub-centers as in Deng et al. 2020: the cosine of a
 * class is the largest over its sub-centers.
 *
 * @param scale positive; 64 in face recognition, 23 with MemVir
 * @param margin in radians, from 0 to pi
 * @param subCenters weights per class, at least 1; rows of the class weights are class-major
 * @param cosines the range that cosines are clamped to
 */
@Summary("Additive angular margin (Deng et al. 2019).")
public record ArcFace(
    @Setting(value = "Inverse temperature; 64 in face recognition.", byDefault = "23.0", above = 0)
        double scale,
    @Setting(
            value = "Added to the angle; 0.5 in face recognition.",
            byDefault = "0.1",
            atLeast = 0,
            atMost = Math.PI,
            unit = "radians")
        double margin,
    @Setting(value = "Weights per class (sub-center ArcFace: 3).", byDefault = "1", atLeast = 1)
        int subCenters,
    @Setting(
            value = "non-negative: negative cosines are lifted to 0, as Revisiting-DML does.",
            byDefault = "full")
        CosineRange cosines)
    implements SoftmaxLoss {

  /** What cosines are clamped to before the margin. */
  public enum CosineRange {
    /** All of them. */
    FULL,
    /** Negative ones lifted to 0, as Revisiting-DML does. */
    NON_NEGATIVE
  }

  /** Keeps the angle's derivative finite; the published clamp. */
  private static final double LARGEST_COSINE = 1 - 1e-7;

  /** Revisiting-DML's clamp. */
  private static final double NON_NEGATIVE_EDGE = 1e-10;

  public ArcFace {
    Settings.check(ArcFace.class, scale, margin, subCenters, cosines);
  }

  @Override
  public int weightsPerClass() {
    return subCenters;
  }

  @Override
  public List<LossTensor> tensors(int classCount, int dimension) {
    int rows = classCount * subCenters;
    return ClassWeights.tensor(rows, dimension, ClassWeights.uniform(rows));
  }

  @Override
  public NDArray logits(NDArray embeddings, NDArray classWeights) {
    NDArray all = ClassWeights.cosines(embeddings, classWeights);
    NDArray cosine = ClassWeights.largestOfGroups(all, subCenters);
    return switch (cosines) {
      case FULL -> cosine.mul(scale);
      case NON_NEGATIVE -> cosine.clip(NON_NEGATIVE_EDGE, 1 - NON_NEGATIVE_EDGE).mul(scale);
    };
  }

  @Override
  public NDArray targetLogits(NDArray logitsOfTarget) {
    NDArray cosine = logitsOfTarget.div(scale);
    NDArray clamped = cosine.clip(-LARGEST_COSINE, LARGEST_COSINE);
    NDArray sine = clamped.square().neg().add(1).sqrt();
    NDArray shifted = clamped.mul(Math.cos(margin)).sub(sine.mul(Math.sin(margin)));
    NDArray falling = cosine.sub(margin * Math.sin(margin));
    NDArray regular = Masked.indicator(cosine.gt(Math.cos(Math.PI - margin)), cosine);
    return shifted.mul(regular).add(falling.mul(Masked.not(regular))).mul(scale);
  }
}
