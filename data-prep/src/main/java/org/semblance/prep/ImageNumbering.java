package org.semblance.prep;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import org.semblance.source.SourceImage;

/**
 * Dense numbers of images and classes. They depend on the accepted rows alone, not on partitions.
 *
 * @param rows accepted rows of the source, ascending; an image's id is its position
 * @param labels of the accepted rows, ascending, once each; a class's id is its position
 */
record ImageNumbering(long[] rows, String[] labels) implements Serializable {

  static ImageNumbering of(Collection<SourceImage> accepted) {
    return new ImageNumbering(
        accepted.stream().mapToLong(SourceImage::row).sorted().toArray(),
        accepted.stream().map(SourceImage::label).distinct().sorted().toArray(String[]::new));
  }

  long imageId(long row) {
    return position(Arrays.binarySearch(rows, row), row);
  }

  int classId(String label) {
    return position(Arrays.binarySearch(labels, label), label);
  }

  private static int position(int found, Object sought) {
    if (found < 0) {
      throw new IllegalStateException(sought + " was not accepted when the numbers were given");
    }
    return found;
  }
}
