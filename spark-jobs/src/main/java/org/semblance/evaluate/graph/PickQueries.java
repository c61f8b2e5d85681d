package org.semblance.evaluate.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.semblance.evaluate.exact.NeighborLists;
import scala.Tuple2;

/** The lists of some queries, by number. */
record PickQueries(int[] rows) implements PairFlatMapFunction<NeighborLists, Integer, long[]> {

  @Override
  public Iterator<Tuple2<Integer, long[]>> call(NeighborLists lists) {
    List<Tuple2<Integer, long[]>> picked = new ArrayList<>();
    for (int i = 0; i < lists.count(); i++) {
      int row = lists.firstRow() + i;
      if (Arrays.binarySearch(rows, row) >= 0) {
        picked.add(new Tuple2<>(row, lists.keys()[i]));
      }
    }
    return picked.iterator();
  }
}
