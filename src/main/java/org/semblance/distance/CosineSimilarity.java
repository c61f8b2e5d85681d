package org.semblance.distance;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Summary;

/** The cosine of the angle between two rows; 0 for a zero row. */
@Summary("Cosine of the angle; a similarity.")
public record CosineSimilarity() implements Distance {

  @Override
  public NDArray matrix(NDArray anchors, NDArray references) {
    return UnitRows.of(anchors).matMul(UnitRows.of(references).transpose());
  }

  @Override
  public int sign() {
    return -1;
  }
}
