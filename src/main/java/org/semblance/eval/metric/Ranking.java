package org.semblance.eval.metric;

/** How deep ranks are counted; deeper costs more on large galleries. */
public enum Ranking {
  /**
   * To rank R, and of the first match to the largest K: enough for recall@k, map@r, r-precision.
   */
  TOP,
  /** The rank of the first match, however deep: adds {@code mrr}. */
  FIRST,
  /** The rank of every match: adds {@code map} over the whole gallery. */
  FULL
}
