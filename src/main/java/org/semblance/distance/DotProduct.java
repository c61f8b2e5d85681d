package org.semblance.distance;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Setting;
import org.semblance.config.Summary;

/**
 * The dot product of two rows.
 *
 * @param normalize whether rows are first scaled to length one (then it is the cosine)
 */
@Summary("Inner product; a similarity.")
public record DotProduct(
    @Setting(value = "Whether rows are scaled to length one first.", byDefault = "false")
        boolean normalize)
    implements Distance {

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
