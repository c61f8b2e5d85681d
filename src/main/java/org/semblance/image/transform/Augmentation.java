package org.semblance.image.transform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.SplittableRandom;

/** How training images are varied; all choices come from one seed per image. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RandomResizedCrop.class, name = "random-resized-crop"),
  @JsonSubTypes.Type(value = MildWarp.class, name = "mild"),
  @JsonSubTypes.Type(value = NoAugmentation.class, name = "none")
})
public sealed interface Augmentation extends Serializable
    permits RandomResizedCrop, MildWarp, NoAugmentation {

  /** The transform that follows this recipe. */
  ImageTransform transform(TransformSettings settings);

  /** A number in {@code [low, high)}, or {@code low} where they are equal. */
  static double between(SplittableRandom random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
