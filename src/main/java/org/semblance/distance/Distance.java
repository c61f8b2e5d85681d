package org.semblance.distance;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** How far, or how similar, two embeddings are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LpDistance.class, name = "lp"),
  @JsonSubTypes.Type(value = SmoothedEuclidean.class, name = "smoothed-euclidean"),
  @JsonSubTypes.Type(value = SignalToNoise.class, name = "signal-to-noise"),
  @JsonSubTypes.Type(value = CosineSimilarity.class, name = "cosine"),
  @JsonSubTypes.Type(value = DotProduct.class, name = "dot-product")
})
public interface Distance extends Serializable {

  /**
   * All distances or similarities between two sets of rows.
   *
   * @param anchors {@code [n, d]}
   * @param references {@code [m, d]}, attached to the manager of {@code anchors}
   * @return {@code [n, m]}; finite gradient everywhere, zero where a distance is zero
   */
  NDArray matrix(NDArray anchors, NDArray references);

  /** 1 for a distance, -1 for a similarity: the matrix times this is larger for farther rows. */
  default int sign() {
    return 1;
  }

  /** {@link #matrix} oriented so that a larger entry always means farther apart. */
  default NDArray farness(NDArray anchors, NDArray references) {
    NDArray matrix = matrix(anchors, references);
    return sign() > 0 ? matrix : matrix.neg();
  }

  /** {@link #matrix} oriented so that a larger entry always means closer together. */
  default NDArray closeness(NDArray anchors, NDArray references) {
    NDArray matrix = matrix(anchors, references);
    return sign() > 0 ? matrix.neg() : matrix;
  }
}
