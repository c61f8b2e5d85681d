package org.semblance.source;

import java.util.Comparator;
import java.util.List;

/** Guesses which name was meant. */
final class Spelling {

  private Spelling() {}

  /** The candidate that is closest to {@code wanted}: one that contains it, else by edits. */
  static String nearest(String wanted, List<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.comparing((String candidate) -> !candidate.contains(wanted))
                .thenComparing(candidate -> edits(wanted, candidate)))
        .orElseThrow();
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], above[j]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
