package org.semblance.batch;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Draws the batches of a round, an epoch, from nothing but its number, so rounds can be drawn
 * anywhere and in any order.
 */
public interface BatchSampler extends Serializable {

  /** Optimization steps in each round. */
  int stepsPerRound();

  /** Rows of each round, all workers together. */
  long rowsPerRound();

  /**
   * The rows of a round in the order (step, worker, slot), made while they are read. The rows of a
   * step, workers in order, are the global batch.
   */
  Iterator<PlanRow> round(int round);
}
