package org.semblance.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;
import org.semblance.fault.SemblanceException;

/**
 * A labeled set of images, grouped: classes ascending by id, the images of a class ascending by id.
 * The order of the input leaves no trace. A class is addressed by its index {@code 0 .. classCount
 * - 1}, an image by its position {@code 0 .. imageCount - 1}.
 *
 * @param classIds {@code [classes]} ascending; not copied
 * @param offsets {@code [classes + 1]} position of each class's first image; not copied
 * @param imageIds {@code [images]} ascending within each class; not copied
 */
public record ImagesByClass(int[] classIds, int[] offsets, long[] imageIds)
    implements Serializable {

  /**
   * Groups {@code imageIds[i]} under {@code classIds[i]}.
   *
   * @throws SemblanceException data, if an image occurs twice in a class
   */
  public static ImagesByClass of(long[] imageIds, int[] classIds) {
    if (imageIds.length != classIds.length) {
      throw new IllegalArgumentException(
          "classIds must have %d elements, got %d".formatted(imageIds.length, classIds.length));
    }
    int[] classes = Arrays.stream(classIds).sorted().distinct().toArray();
    int[] offsets = new int[classes.length + 1];
    int[] indices = new int[classIds.length];
    for (int i = 0; i < classIds.length; i++) {
      indices[i] = Arrays.binarySearch(classes, classIds[i]);
      offsets[indices[i] + 1]++;
    }
    Arrays.parallelPrefix(offsets, Integer::sum);
    int[] next = offsets.clone();
    long[] grouped = new long[imageIds.length];
    for (int i = 0; i < imageIds.length; i++) {
      grouped[next[indices[i]]++] = imageIds[i];
    }
    for (int c = 0; c < classes.length; c++) {
      Arrays.sort(grouped, offsets[c], offsets[c + 1]);
      requireDistinct(grouped, offsets[c], offsets[c + 1], classes[c]);
    }
    return new ImagesByClass(classes, offsets, grouped);
  }

  public static ImagesByClass of(Collection<LabeledImage> images) {
    return of(
        images.stream().mapToLong(LabeledImage::imageId).toArray(),
        images.stream().mapToInt(LabeledImage::classId).toArray());
  }

  public int classCount() {
    return classIds.length;
  }

  public int imageCount() {
    return imageIds.length;
  }

  /** Number of images of the class at {@code index}. */
  public int size(int index) {
    return offsets[index + 1] - offsets[index];
  }

  /** A copy of the image ids of the class at {@code index}, ascending. */
  public long[] imagesOf(int index) {
    return Arrays.copyOfRange(imageIds, offsets[index], offsets[index + 1]);
  }

  /** The image at {@code position}. */
  public LabeledImage at(int position) {
    int found = Arrays.binarySearch(offsets, position);
    int index = found >= 0 ? found : -found - 2;
    return new LabeledImage(imageIds[position], classIds[index]);
  }

  /**
   * The position of an image.
   *
   * @throws IllegalArgumentException if the set has no such image
   */
  public int position(int classId, long imageId) {
    int index = Arrays.binarySearch(classIds, classId);
    int position =
        index < 0 ? -1 : Arrays.binarySearch(imageIds, offsets[index], offsets[index + 1], imageId);
    if (position < 0) {
      throw new IllegalArgumentException(
          "imageId must be an image of class %d, got %d".formatted(classId, imageId));
    }
    return position;
  }

  /** The same set without the classes that have fewer than {@code images} images. */
  public ImagesByClass classesOfAtLeast(int images) {
    int[] kept = IntStream.range(0, classCount()).filter(c -> size(c) >= images).toArray();
    if (kept.length == classCount()) {
      return this;
    }
    int[] classes = Arrays.stream(kept).map(c -> classIds[c]).toArray();
    int[] starts = new int[kept.length + 1];
    for (int i = 0; i < kept.length; i++) {
      starts[i + 1] = starts[i] + size(kept[i]);
    }
    long[] remaining = new long[starts[kept.length]];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(imageIds, offsets[kept[i]], remaining, starts[i], size(kept[i]));
    }
    return new ImagesByClass(classes, starts, remaining);
  }

  private static void requireDistinct(long[] sorted, int from, int to, int classId) {
    for (int i = from + 1; i < to; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw SemblanceException.data(
            "image_id %d occurs twice in class_id %d of the images table: ingest the images again"
                .formatted(sorted[i], classId));
      }
    }
  }
}
