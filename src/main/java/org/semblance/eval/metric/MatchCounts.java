package org.semblance.eval.metric;

import java.io.Serializable;

/**
 * Per match of each query, how many negatives stand between it and the match above it, as far as
 * one part of the gallery has been seen; parts add up in any order. Arrays are not copied.
 *
 * @param offsets {@code [queries + 1]}, where the matches of a query begin in {@code bins}
 * @param alive {@code [queries]}, the matches still ranked within the limits; deeper ones are
 *     unknown
 * @param bins {@code [matches]}
 */
public record MatchCounts(int[] offsets, int[] alive, int[] bins) implements Serializable {

  /** Adds the counts of another part of the gallery to these, in place, and returns them. */
  public MatchCounts merge(MatchCounts other) {
    for (int i = 0; i < alive.length; i++) {
      alive[i] = Math.min(alive[i], other.alive[i]);
      for (int j = offsets[i]; j < offsets[i] + alive[i]; j++) {
        bins[j] += other.bins[j];
      }
    }
    return this;
  }

  /** The ranks of the matches of query {@code row}, once all parts are in. */
  public RankedMatches ranked(int row, long retrieved) {
    int[] ranks = new int[alive[row]];
    int above = 0;
    for (int j = 0; j < ranks.length; j++) {
      above += bins[offsets[row] + j];
      ranks[j] = j + 1 + above;
    }
    return new RankedMatches(ranks, offsets[row + 1] - offsets[row], retrieved);
  }

  public int queries() {
    return alive.length;
  }
}
