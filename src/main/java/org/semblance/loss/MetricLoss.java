package org.semblance.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.semblance.loss.part.LossTensor;

/**
 * A metric-learning loss over one global batch. Implementations are records whose components are
 * the hyper-parameters; they hold no tensors and no state. The names below are the values of {@code
 * loss.type} in the configuration.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NormSoftmax.class, name = "norm-softmax"),
  @JsonSubTypes.Type(value = Softmax.class, name = "softmax"),
  @JsonSubTypes.Type(value = ProxyNca.class, name = "proxy-nca"),
  @JsonSubTypes.Type(value = ProxyNcaOriginal.class, name = "proxy-nca-original"),
  @JsonSubTypes.Type(value = CosFace.class, name = "cosface"),
  @JsonSubTypes.Type(value = ArcFace.class, name = "arcface"),
  @JsonSubTypes.Type(value = ProxyAnchor.class, name = "proxy-anchor"),
  @JsonSubTypes.Type(value = Contrastive.class, name = "contrastive"),
  @JsonSubTypes.Type(value = Triplet.class, name = "triplet"),
  @JsonSubTypes.Type(value = MultiSimilarity.class, name = "multi-similarity"),
  @JsonSubTypes.Type(value = Margin.class, name = "margin"),
  @JsonSubTypes.Type(value = LiftedStructure.class, name = "lifted-structure"),
  @JsonSubTypes.Type(
      value = GeneralizedLiftedStructure.class,
      name = "generalized-lifted-structure"),
  @JsonSubTypes.Type(value = NPairs.class, name = "n-pairs"),
  @JsonSubTypes.Type(value = NtXent.class, name = "nt-xent"),
  @JsonSubTypes.Type(value = SupCon.class, name = "sup-con"),
  @JsonSubTypes.Type(value = Circle.class, name = "circle"),
  @JsonSubTypes.Type(value = Angular.class, name = "angular"),
  @JsonSubTypes.Type(value = Histogram.class, name = "histogram"),
  @JsonSubTypes.Type(value = FastAp.class, name = "fast-ap"),
  @JsonSubTypes.Type(value = SmoothAp.class, name = "smooth-ap"),
  @JsonSubTypes.Type(value = Pnp.class, name = "pnp"),
  @JsonSubTypes.Type(value = Nca.class, name = "nca"),
  @JsonSubTypes.Type(value = TupletMargin.class, name = "tuplet-margin"),
  @JsonSubTypes.Type(value = IntraPairVariance.class, name = "intra-pair-variance"),
  @JsonSubTypes.Type(value = RankedList.class, name = "ranked-list"),
  @JsonSubTypes.Type(value = ThresholdConsistentMargin.class, name = "threshold-consistent-margin"),
  @JsonSubTypes.Type(value = SoftTriple.class, name = "soft-triple"),
  @JsonSubTypes.Type(value = LargeMarginSoftmax.class, name = "large-margin-softmax"),
  @JsonSubTypes.Type(value = P2SGrad.class, name = "p2s-grad")
})
public interface MetricLoss extends Serializable {

  /** The trainable tensors of the loss for this many classes and this embedding dimension. */
  default List<LossTensor> tensors(int classCount, int dimension) {
    return List.of();
  }

  /**
   * The value of the loss, differentiable with respect to {@code embeddings} and {@code tensors}.
   *
   * @param embeddings {@code [rows, dimension]} float32 or float64, as the net gives them
   * @param labels {@code [rows]} int64 class ids in {@code [0, classes)}
   * @param tensors one entry for each of {@link #tensors}, by name
   * @param key seeds any random choice (tuple mining) of this step
   * @return a scalar attached to the manager of {@code embeddings}; finite for degenerate batches
   */
  NDArray evaluate(NDArray embeddings, NDArray labels, Map<String, NDArray> tensors, long key);
}
