package org.semblance.image.transform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import java.io.Serializable;
import org.semblance.config.FamilyNames;

/** How training images are varied; all choices come from one seed per image. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(FamilyNames.class)
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
