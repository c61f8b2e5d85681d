package org.semblance.image.transform;

import java.util.List;
import org.semblance.config.Setting;
import org.semblance.config.Summary;
import org.semblance.image.RgbImage;
import org.semblance.image.augment.ImageOperation;
import org.semblance.math.Seeds;

/**
 * An augmentation that cuts the input out, and operations on what was cut out, in order. Each draws
 * from a key of its own, so that another operation in the list changes nothing for the rest.
 *
 * @param first makes the square
 * @param then changes it
 */
@Summary("Another augmentation, then operations on what it cuts out.")
public record AugmentationSequence(
    @Setting(
            value = "What cuts the input out of the image.",
            byDefault = "{type: random-resized-crop}")
        Augmentation first,
    @Setting(value = "Operations on the input, one after another.", byDefault = "[]")
        List<ImageOperation> then)
    implements Augmentation {

  public AugmentationSequence {
    then = List.copyOf(then);
  }

  @Override
  public ImageTransform transform(TransformSettings settings) {
    Normalization normalization = settings.normalization();
    ImageTransform square = first.transform(settings.withoutNormalization());
    return new ImageTransform() {
      @Override
      public int side() {
        return settings.side();
      }

      @Override
      public void write(RgbImage image, long seed, float[] destination, int offset) {
        square.write(image, seed, destination, offset);
        RgbImage changed = SquarePixels.read(destination, offset, side());
        for (int i = 0; i < then.size(); i++) {
          long key = Seeds.key(seed, Seeds.Use.AUGMENTATION, i);
          changed = then.get(i).apply(changed, Seeds.random(key));
        }
        SquarePixels.write(changed, normalization, destination, offset);
      }
    };
  }
}
