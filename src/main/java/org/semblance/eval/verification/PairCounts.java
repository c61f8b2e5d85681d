package org.semblance.eval.verification;

import java.io.Serializable;
import java.util.Collection;
import java.util.TreeMap;

/**
 * How many pairs of different classes have scores at each place among those of matching pairs, and
 * coarsely for each class. Parts add up in any order. Takes 16 bytes per distinct matching score,
 * and {@value #CELLS} times 16 per class.
 */
public final class PairCounts implements Serializable {

  /** Ranges of places that classes are counted by. */
  public static final int CELLS = 256;

  private static final long serialVersionUID = 1L;

  private final long[] others;
  private final TreeMap<Integer, ClassPairs> classes = new TreeMap<>();

  public PairCounts(MatchScores matches) {
    this.others = new long[matches.places()];
  }

  /** The cell of {@code place} of {@code places}. */
  static int cellOf(int place, int places) {
    return (int) ((long) place * CELLS / places);
  }

  /** The pairs of class {@code label}, to be added to. */
  ClassPairs ofClass(int label) {
    return classes.computeIfAbsent(label, ClassPairs::none);
  }

  /** By place; the array itself. */
  long[] others() {
    return others;
  }

  public Collection<ClassPairs> classes() {
    return classes.values();
  }

  /** Adds {@code more} to this. */
  public PairCounts merge(PairCounts more) {
    addTo(others, more.others);
    more.classes.forEach((label, pairs) -> ofClass(label).add(pairs));
    return this;
  }

  static void addTo(long[] sums, long[] terms) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += terms[i];
    }
  }
}
