package org.semblance.prep;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;

/**
 * Dense numbers of images and classes. They depend on the accepted rows alone, not on partitions.
 *
 * @param rejectedRows rows of the data set that are no images, ascending; an image's id is the
 *     number of accepted rows before its own
 * @param labels of the accepted rows, ascending, once each; a class's id is its position
 */
record ImageNumbering(long[] rejectedRows, String[] labels) implements Serializable {

  static ImageNumbering of(long[] rejectedRows, Collection<String> labels) {
    return new ImageNumbering(
        Arrays.stream(rejectedRows).sorted().toArray(),
        labels.stream().distinct().sorted().toArray(String[]::new));
  }

  long imageId(long row) {
    int found = Arrays.binarySearch(rejectedRows, row);
    if (found >= 0) {
      throw new IllegalStateException("row " + row + " was rejected when the numbers were given");
    }
    return row - (-found - 1);
  }

  int classId(String label) {
    int found = Arrays.binarySearch(labels, label);
    if (found < 0) {
      throw new IllegalStateException(label + " was not accepted when the numbers were given");
    }
    return found;
  }
}
