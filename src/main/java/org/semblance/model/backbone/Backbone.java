package org.semblance.model.backbone;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.TensorRules;

/**
 * The part of a net from images to a map of features, chosen by {@code type} in section {@code
 * model.backbone}. The record's components are its hyper-parameters.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Conv4.class, name = "conv4"),
  @JsonSubTypes.Type(value = MobileNetV1.class, name = "mobilenet-v1"),
  @JsonSubTypes.Type(value = ResNet18.class, name = "resnet18"),
  @JsonSubTypes.Type(value = ResNet50.class, name = "resnet50"),
  @JsonSubTypes.Type(value = TorchScript.class, name = "torchscript"),
})
public sealed interface Backbone extends Serializable
    permits Conv4, MobileNetV1, ResNet18, ResNet50, TorchScript {

  /** Channels of the map of features. */
  int channels();

  /** The layers, with no arrays yet. */
  NetBlock layers(TensorRules rules);
}
