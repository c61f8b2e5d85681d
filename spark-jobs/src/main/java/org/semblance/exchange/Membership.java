package org.semblance.exchange;

import java.io.Serializable;

/**
 * Who a rank is. Messages of another run or attempt are refused.
 *
 * @param run drawn by the driver
 * @param attempt of the run, from 1
 * @param rank from 0
 * @param size number of ranks
 */
public record Membership(long run, int attempt, int rank, int size) implements Serializable {

  public Membership {
    if (rank < 0 || rank >= size) {
      throw new IllegalArgumentException("rank must be in [0, " + size + "), got " + rank);
    }
  }
}
