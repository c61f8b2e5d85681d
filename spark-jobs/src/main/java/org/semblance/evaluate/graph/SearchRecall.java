package org.semblance.evaluate.graph;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** How much of what is nearest an approximate search has found. */
final class SearchRecall {

  private SearchRecall() {}

  /**
   * The share of the first {@code depth} keys of the exact list that are among as many of the list
   * found, mean over queries; NaN if there is no query with such a list.
   *
   * @param exact lists of keys by number of the query, nearest first
   * @param found the same queries' lists
   */
  static double mean(
      Map<Integer, long[]> exact, Map<Integer, long[]> found, IntUnaryOperator depth) {
    return exact.entrySet().stream()
        .filter(list -> Math.min(depth.applyAsInt(list.getKey()), list.getValue().length) > 0)
        .mapToDouble(
            list -> {
              int row = list.getKey();
              long[] nearest = head(list.getValue(), depth.applyAsInt(row));
              long[] candidates = head(found.getOrDefault(row, new long[0]), nearest.length);
              return (double) common(nearest, candidates) / nearest.length;
            })
        .average()
        .orElse(Double.NaN);
  }

  private static long[] head(long[] keys, int depth) {
    return Arrays.copyOf(keys, Math.min(depth, keys.length));
  }

  private static long common(long[] some, long[] others) {
    long[] sorted = others.clone();
    Arrays.sort(sorted);
    return Arrays.stream(some).filter(key -> Arrays.binarySearch(sorted, key) >= 0).count();
  }
}
