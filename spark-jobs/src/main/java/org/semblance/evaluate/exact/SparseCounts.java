package org.semblance.evaluate.exact;

import java.io.Serializable;
import java.util.Arrays;
import org.semblance.eval.metric.MatchCounts;

/**
 * What some pairs added to the counts of a block: only what changed. Arrays are not copied.
 *
 * @param rows queries of which fewer matches are alive than before
 * @param alive for each of {@code rows}, how many
 * @param bins bins that grew
 * @param added for each of {@code bins}, by how much
 */
record SparseCounts(int[] rows, int[] alive, int[] bins, int[] added) implements Serializable {

  /** The difference between two states of the same counts. */
  static SparseCounts between(MatchCounts before, MatchCounts after) {
    int[] rows = new int[16];
    int[] alive = new int[16];
    int[] bins = new int[16];
    int[] added = new int[16];
    int changed = 0;
    int grown = 0;
    for (int row = 0; row < after.queries(); row++) {
      if (after.alive()[row] < before.alive()[row]) {
        rows = grownTo(rows, changed);
        alive = grownTo(alive, changed);
        rows[changed] = row;
        alive[changed++] = after.alive()[row];
      }
      int from = after.offsets()[row];
      for (int bin = from; bin < from + after.alive()[row]; bin++) {
        int difference = after.bins()[bin] - before.bins()[bin];
        if (difference != 0) {
          bins = grownTo(bins, grown);
          added = grownTo(added, grown);
          bins[grown] = bin;
          added[grown++] = difference;
        }
      }
    }
    return new SparseCounts(
        Arrays.copyOf(rows, changed),
        Arrays.copyOf(alive, changed),
        Arrays.copyOf(bins, grown),
        Arrays.copyOf(added, grown));
  }

  private static int[] grownTo(int[] values, int used) {
    return used < values.length ? values : Arrays.copyOf(values, 2 * used);
  }

  /** Adds this to {@code counts}, in place. */
  void addTo(MatchCounts counts) {
    for (int i = 0; i < rows.length; i++) {
      counts.alive()[rows[i]] = Math.min(counts.alive()[rows[i]], alive[i]);
    }
    for (int i = 0; i < bins.length; i++) {
      counts.bins()[bins[i]] += added[i];
    }
  }
}
