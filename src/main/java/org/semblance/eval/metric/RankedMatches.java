package org.semblance.eval.metric;

/**
 * Where the matches of one query stand in its ranked gallery; all retrieval metrics are functions
 * of this.
 *
 * @param ranks 1-based, ascending; matches ranked deeper than was counted may be missing; not
 *     copied
 * @param relevant R, the matches in the gallery, the query itself left out
 * @param retrieved how long the ranked list is
 */
public record RankedMatches(int[] ranks, int relevant, long retrieved) {

  /** The matches among the first {@code depth} ranks. */
  public int within(long depth) {
    int count = 0;
    while (count < ranks.length && ranks[count] <= depth) {
      count++;
    }
    return count;
  }
}
