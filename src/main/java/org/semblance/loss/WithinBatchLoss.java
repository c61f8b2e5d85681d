package org.semblance.loss;

/** A loss whose rows can be compared with each other only, not with a memory of other rows. */
public interface WithinBatchLoss extends PairLoss {}
