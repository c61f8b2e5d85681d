package org.semblance.image.transform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** How training images are varied; all choices come from one seed per image. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RandomResizedCrop.class, name = "random-resized-crop"),
  @JsonSubTypes.Type(value = MildWarp.class, name = "mild"),
  @JsonSubTypes.Type(value = AugmentationSequence.class, name = "sequence"),
  @JsonSubTypes.Type(value = NoAugmentation.class, name = "none")
})
public interface Augmentation extends Serializable {

  /** The transform that follows this recipe. */
  ImageTransform transform(TransformSettings settings);
}
