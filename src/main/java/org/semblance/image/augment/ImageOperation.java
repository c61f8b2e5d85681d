package org.semblance.image.augment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.SplittableRandom;
import org.semblance.image.RgbImage;

/**
 * A random change of an image that keeps its size. Implementations are records whose components are
 * the keys of the configuration, and hold no state: the same random numbers give the same pixels.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ColorJitter.class, name = "color-jitter"),
  @JsonSubTypes.Type(value = RandomGrayscale.class, name = "random-grayscale"),
  @JsonSubTypes.Type(value = GaussianBlur.class, name = "gaussian-blur"),
  @JsonSubTypes.Type(value = RandomErasing.class, name = "random-erasing"),
  @JsonSubTypes.Type(value = RandAugment.class, name = "rand-augment")
})
public interface ImageOperation extends Serializable {

  /**
   * The changed image.
   *
   * @param image not modified; may be returned
   * @param random where all choices come from
   */
  RgbImage apply(RgbImage image, SplittableRandom random);
}
