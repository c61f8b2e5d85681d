package org.semblance.train.feed;

import java.util.Arrays;
import java.util.List;
import org.semblance.batch.LabeledImage;
import org.semblance.fault.SemblanceException;

/** Numbers the training classes from 0 in the order of their class ids. */
public final class ClassIndex {

  private final int[] classIds;

  private ClassIndex(int[] classIds) {
    this.classIds = classIds;
  }

  /** The classes of {@code images}. */
  public static ClassIndex of(List<LabeledImage> images) {
    return new ClassIndex(
        images.stream().mapToInt(LabeledImage::classId).sorted().distinct().toArray());
  }

  /** Number of classes. */
  public int size() {
    return classIds.length;
  }

  /**
   * The number of a class, in {@code [0, size)}.
   *
   * @throws SemblanceException data, if no training image has the class
   */
  public int of(int classId) {
    int index = Arrays.binarySearch(classIds, classId);
    if (index < 0) {
      throw SemblanceException.data(
          "the plan names class_id "
              + classId
              + ", which no training image has: run plan again for these images");
    }
    return index;
  }
}
