package org.semblance.miner;

import ai.djl.ndarray.NDArray;

/** The pairs or triplets that take part in a loss; each form converts to the other. */
public sealed interface Tuples permits Pairs, Triplets {

  /** {@code [anchors, references]}: how often each positive pair takes part. */
  NDArray positives();

  /** {@code [anchors, references]}: how often each negative pair takes part. */
  NDArray negatives();

  /** All triplets; of pairs, each positive with each negative pair of the same anchor. */
  Triplets triplets();

  /**
   * Without the pairs, and the triplets holding a pair, where {@code allowed} is 0.
   *
   * @param allowed {@code [anchors, references]} of 0 and 1
   */
  Tuples within(NDArray allowed);
}
