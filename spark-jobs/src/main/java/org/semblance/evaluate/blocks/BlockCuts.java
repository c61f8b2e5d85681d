package org.semblance.evaluate.blocks;

import java.util.stream.IntStream;

/** Cuts sorted rows into blocks of about equal size that hold whole classes. */
final class BlockCuts {

  private BlockCuts() {}

  /**
   * Row numbers at which blocks begin, and the number of rows last.
   *
   * @param classEnds where each class ends; entries from {@code classes} on are not looked at
   * @param rows a block ends with the class that brings it to this many rows
   */
  static int[] starts(int[] classEnds, int classes, int rows) {
    IntStream.Builder starts = IntStream.builder();
    starts.add(0);
    int start = 0;
    for (int label = 0; label < classes; label++) {
      if (classEnds[label] - start >= rows && label < classes - 1) {
        start = classEnds[label];
        starts.add(start);
      }
    }
    starts.add(classes == 0 ? 0 : classEnds[classes - 1]);
    return starts.build().distinct().toArray();
  }
}
