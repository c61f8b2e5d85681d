package org.semblance.evaluate.read;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.semblance.math.Seeds;

/** Numbers for texts, dense from 0. */
public final class LabelIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String[] sorted;
  private final HashMap<String, Integer> numbers = new HashMap<>();

  private LabelIndex(String[] sorted) {
    this.sorted = sorted;
    for (int i = 0; i < sorted.length; i++) {
      numbers.put(sorted[i], i);
    }
  }

  /** Numbers in the order of the texts. */
  static LabelIndex of(List<String[]> texts) {
    return of(texts, Comparator.naturalOrder());
  }

  /** Numbers in the order of a hash: neighbors in this order have nothing to do with each other. */
  static LabelIndex shuffled(List<String[]> texts) {
    return of(
        texts,
        Comparator.comparingLong(LabelIndex::hash)
            .thenComparing(Comparator.<String>naturalOrder()));
  }

  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return Seeds.key(0, Seeds.Use.SHUFFLE, hash);
  }

  private static LabelIndex of(List<String[]> texts, Comparator<String> order) {
    TreeSet<String> distinct = new TreeSet<>(order);
    Map<String, Boolean> seen = new HashMap<>();
    for (String[] part : texts) {
      for (String text : part) {
        if (seen.putIfAbsent(text, true) == null) {
          distinct.add(text);
        }
      }
    }
    return new LabelIndex(distinct.toArray(new String[0]));
  }

  public int count() {
    return sorted.length;
  }

  public String name(int number) {
    return sorted[number];
  }

  /** Negative for a text that was not there. */
  int numberOf(String text) {
    return numbers.getOrDefault(text, -1);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
