package org.semblance.model.backbone;

import org.semblance.config.Summary;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.TensorRules;

/**
 * ResNet-50 (He et al. 2016) with torchvision's tensor names; the stride is in the 3x3 convolution,
 * as torchvision has it ("v1.5"); its classifier is left out.
 */
@Summary("ResNet of 50 layers (He et al. 2016).")
public record ResNet50() implements Backbone {

  @Override
  public int channels() {
    return ResNetLayers.BOTTLENECK.channels();
  }

  @Override
  public NetBlock layers(TensorRules rules) {
    return ResNetLayers.BOTTLENECK.layers(new int[] {3, 4, 6, 3}, rules);
  }
}
