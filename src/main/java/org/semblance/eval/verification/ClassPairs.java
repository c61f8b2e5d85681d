package org.semblance.eval.verification;

import java.io.Serializable;

/**
 * The pairs of the queries of one class by {@link PairCounts#CELLS} ranges of their places, lowest
 * first. Arrays are not copied.
 *
 * @param matches {@code [cells]} pairs with rows of the class
 * @param others {@code [cells]} pairs with rows of other classes
 */
public record ClassPairs(int label, long[] matches, long[] others) implements Serializable {

  static ClassPairs none(int label) {
    return new ClassPairs(label, new long[PairCounts.CELLS], new long[PairCounts.CELLS]);
  }

  void add(ClassPairs more) {
    PairCounts.addTo(matches, more.matches);
    PairCounts.addTo(others, more.others);
  }
}
