package org.semblance.model.backbone;

import org.semblance.config.Summary;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.TensorRules;

/** ResNet-18 (He et al. 2016) with torchvision's tensor names; its classifier is left out. */
@Summary("ResNet of 18 layers (He et al. 2016).")
public record ResNet18() implements Backbone {

  @Override
  public int channels() {
    return ResNetLayers.BASIC.channels();
  }

  @Override
  public NetBlock layers(TensorRules rules) {
    return ResNetLayers.BASIC.layers(new int[] {2, 2, 2, 2}, rules);
  }
}
