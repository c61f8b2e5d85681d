package org.semblance.jobs.evaluate;

import java.util.Arrays;
import org.apache.spark.api.java.function.Function;

/** Keeps the lists of some queries. */
record IsAmong(int[] rows) implements Function<NeighborList, Boolean> {

  @Override
  public Boolean call(NeighborList list) {
    return Arrays.binarySearch(rows, list.row()) >= 0;
  }
}
