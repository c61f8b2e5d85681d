package org.semblance.prep;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.semblance.source.SourceImage;
import org.semblance.table.Split;

/**
 * What images are for.
 *
 * @param test classes drawn for test, of images without a split
 * @param validation classes of training images that are held out
 */
record SplitAssignment(Set<String> test, Set<String> validation) implements Serializable {

  /** The image, with its split. */
  SourceImage assign(SourceImage image) {
    return image.withSplit(split(image.label(), image.split()));
  }

  Split split(String label, @Nullable Split named) {
    Split given = named == null && test.contains(label) ? Split.TEST : named;
    if (given == null || given == Split.TRAIN) {
      return validation.contains(label) ? Split.VAL : Split.TRAIN;
    }
    return given;
  }
}
