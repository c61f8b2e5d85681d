package org.semblance.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.semblance.config.Family;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.model.backbone.Backbone;
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
    @Setting(value = "From images to a map of features.", byDefault = "{type: conv4}")
        Backbone backbone,
    @Setting(
            value =
                "Safetensors file with torchvision's names (a classifier is left out); "
                    + "null: random.",
            byDefault = "null")
        @Nullable String weights,
    @Setting(value = "From the map of features to one vector.", byDefault = "avg") Pooling pooling,
    @Setting(
            value =
                "Dimension of the embedding; 0: no linear head, the pooled features are " + "it.",
            byDefault = "128",
            atLeast = 0)
        int dimension,
    @Setting(value = "Whether the linear head adds a bias.", byDefault = "true") boolean headBias,
    @Setting(value = "Whether embeddings have unit L2 norm.", byDefault = "true") boolean normalize,
    @Setting(
            value = "trainable; frozen-statistics (scale and shift train); frozen.",
            byDefault = "trainable")
        BatchNormMode batchNorm,
    @Setting(value = "Whether only the head trains.", byDefault = "false") boolean freezeBackbone)
    implements Serializable {

  public ModelSettings {
    Settings.check(
        ModelSettings.class,
        backbone,
        weights,
        pooling,
        dimension,
        headBias,
        normalize,
        batchNorm,
        freezeBackbone);
    if (!backbone.isTrainable() && !freezeBackbone) {
      throw new IllegalArgumentException(
          "freeze-backbone must be true with a %s backbone, whose weights stay as they are; got false"
              .formatted(new Family(Backbone.class).nameOf(backbone.getClass())));
    }
  }

  /** Dimension of the embeddings, head or not. */
  public int embeddingDimension() {
    return dimension == 0 ? backbone.channels() : dimension;
  }
}
