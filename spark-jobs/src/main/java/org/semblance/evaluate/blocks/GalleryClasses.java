package org.semblance.evaluate.blocks;

import java.io.Serializable;
import org.semblance.eval.search.LabeledRows;

/**
 * Who is a match of whom. Arrays are not copied.
 *
 * @param byTie class of each row of the gallery, by tie rank
 * @param sizes rows of the gallery, by class
 */
public record GalleryClasses(int[] byTie, int[] sizes) implements Serializable {

  public static GalleryClasses of(int[] byTie, int classes) {
    int[] sizes = new int[classes];
    for (int label : byTie) {
      sizes[label]++;
    }
    return new GalleryClasses(byTie, sizes);
  }

  public int size(int label) {
    return sizes[label];
  }

  /** R of a query. */
  public int relevant(int label, int tie) {
    return sizes[label] - (tie == LabeledRows.OUTSIDE ? 0 : 1);
  }

  public boolean isMatch(int label, int tie) {
    return byTie[tie] == label;
  }
}
