package org.semblance.model;

import org.semblance.model.backbone.Backbone;
import org.semblance.model.backbone.Conv4;
import org.semblance.model.block.BatchNormMode;

/** Settings to vary in tests. */
public record NetSettings(ModelSettings settings) {

  /** A conv4 with so many channels, average pooling, a head to 8, unit norm, all trainable. */
  public static NetSettings conv4(int channels) {
    return new NetSettings(
        new ModelSettings(
            new Conv4(channels),
            null,
            new Pooling.Average(),
            8,
            true,
            true,
            BatchNormMode.TRAINABLE,
            false));
  }

  public NetSettings backbone(Backbone backbone) {
    return new NetSettings(
        new ModelSettings(
            backbone,
            null,
            settings.pooling(),
            settings.dimension(),
            settings.headBias(),
            settings.normalize(),
            settings.batchNorm(),
            settings.freezeBackbone()));
  }

  public NetSettings pooling(Pooling pooling) {
    return new NetSettings(
        new ModelSettings(
            settings.backbone(),
            null,
            pooling,
            settings.dimension(),
            settings.headBias(),
            settings.normalize(),
            settings.batchNorm(),
            settings.freezeBackbone()));
  }

  public NetSettings batchNorm(BatchNormMode mode) {
    return new NetSettings(
        new ModelSettings(
            settings.backbone(),
            null,
            settings.pooling(),
            settings.dimension(),
            settings.headBias(),
            settings.normalize(),
            mode,
            settings.freezeBackbone()));
  }

  /** Without head and norm: the pooled features are the embedding. */
  public NetSettings pooledOnly() {
    return new NetSettings(
        new ModelSettings(
            settings.backbone(),
            null,
            settings.pooling(),
            0,
            false,
            false,
            settings.batchNorm(),
            settings.freezeBackbone()));
  }

  public NetSettings frozenBackbone() {
    return new NetSettings(
        new ModelSettings(
            settings.backbone(),
            null,
            settings.pooling(),
            settings.dimension(),
            settings.headBias(),
            settings.normalize(),
            settings.batchNorm(),
            true));
  }
}
