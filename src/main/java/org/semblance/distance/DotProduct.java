package org.semblance.distance;

import ai.djl.ndarray.NDArray;

/**
 * The dot product of two rows.
 *
 * @param normalize whether rows are first scaled to length one (then it is the cosine)
 */
public record DotProduct(boolean normalize) implements Distance {

  @Override
  public NDArray matrix(NDArray anchors, NDArray references) {
    return normalize
        ? new CosineSimilarity().matrix(anchors, references)
        : anchors.matMul(references.transpose());
  }

  @Override
  public int sign() {
    return -1;
  }
}
