package org.semblance.model.backbone;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import java.io.Serializable;
import org.semblance.config.FamilyNames;
import org.semblance.model.block.NetBlock;
import org.semblance.model.block.TensorRules;

/**
 * The part of a net from images to a map of features, chosen by {@code type} in section {@code
 * model.backbone}. The record's components are its hyper-parameters.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(FamilyNames.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Conv4.class, name = "conv4"),
  @JsonSubTypes.Type(value = MobileNetV1.class, name = "mobilenet-v1"),
  @JsonSubTypes.Type(value = ResNet18.class, name = "resnet18"),
  @JsonSubTypes.Type(value = ResNet50.class, name = "resnet50"),
  @JsonSubTypes.Type(value = TorchScript.class, name = "torchscript"),
})
public interface Backbone extends Serializable {

  /** Channels of the map of features. */
  int channels();

  /** Whether its weights can train; else a configuration must freeze it. */
  default boolean isTrainable() {
    return true;
  }

  /** The layers, with no arrays yet. */
  NetBlock layers(TensorRules rules);
}
