package org.semblance.jobs.evaluate;

import java.io.Serializable;
import org.semblance.metric.LabeledRows;

/**
 * Who is a match of whom. Arrays are not copied.
 *
 * @param byTie class of each row of the gallery, by tie rank
 * @param sizes rows of the gallery, by class
 */
record GalleryClasses(int[] byTie, int[] sizes) implements Serializable {

  static GalleryClasses of(int[] byTie, int classes) {
    int[] sizes = new int[classes];
    for (int label : byTie) {
      sizes[label]++;
    }
    return new GalleryClasses(byTie, sizes);
  }

  int size(int label) {
    return sizes[label];
  }

  /** R of a query. */
  int relevant(int label, int tie) {
    return sizes[label] - (tie == LabeledRows.OUTSIDE ? 0 : 1);
  }

  boolean isMatch(int label, int tie) {
    return byTie[tie] == label;
  }
}
