package org.semblance.loss;

import ai.djl.ndarray.NDArray;

/**
 * Cross entropy over classes: {@code mean_r [ ln sum_c exp(l_rc) - l_ry ]}, where {@code l} are the
 * {@link #logits} with the entry of the row's own class replaced by its {@link #targetLogits}.
 */
public interface SoftmaxLoss extends ClassWeightLoss {

  /**
   * The scaled logits without margin.
   *
   * @param embeddings {@code [rows, dimension]}
   * @param classWeights {@code [classes * weightsPerClass, dimension]} raw; may belong to another
   *     manager
   * @return {@code [rows, classes]} attached to the manager of {@code embeddings}
   */
  NDArray logits(NDArray embeddings, NDArray classWeights);

  /**
   * Applies the margin.
   *
   * @param logitsOfTarget logits of the rows' own classes, of any shape
   * @return the logits that replace them, of the same shape
   */
  default NDArray targetLogits(NDArray logitsOfTarget) {
    return logitsOfTarget;
  }

  @Override
  default NDArray compare(NDArray embeddings, NDArray labels, NDArray classWeights) {
    return CrossEntropy.mean(logits(embeddings, classWeights), labels, this::targetLogits);
  }
}
