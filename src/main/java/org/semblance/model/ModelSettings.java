package org.semblance.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.semblance.model.backbone.Backbone;
import org.semblance.model.backbone.TorchScript;
import org.semblance.model.block.BatchNormMode;

/**
 * Section {@code model}: the net from images to embeddings.
 *
 * @param backbone the layers up to a map of features
 * @param weights safetensors file with the backbone's (and perhaps the head's) weights; null draws
 *     them at random
 * @param pooling from the map to one vector
 * @param dimension of the embedding; 0 leaves out the linear head, the pooled features are the
 *     embedding
 * @param headBias whether the head adds a bias
 * @param normalize whether embeddings have unit L2 norm
 * @param batchNorm what training does to the batch norms
 * @param freezeBackbone whether only the head trains; the backbone then runs as in evaluation
 */
public record ModelSettings(
    Backbone backbone,
    @Nullable String weights,
    Pooling pooling,
    int dimension,
    boolean headBias,
    boolean normalize,
    BatchNormMode batchNorm,
    boolean freezeBackbone)
    implements Serializable {

  public ModelSettings {
    if (dimension < 0) {
      throw new IllegalArgumentException(
          "dimension must be at least 1, or 0 for no head, got " + dimension);
    }
    if (backbone instanceof TorchScript && !freezeBackbone) {
      throw new IllegalArgumentException(
          "freeze-backbone must be true with a torchscript backbone, whose weights stay as they are;"
              + " got false");
    }
  }

  /** Dimension of the embeddings, head or not. */
  public int embeddingDimension() {
    return dimension == 0 ? backbone.channels() : dimension;
  }
}
