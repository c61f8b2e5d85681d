package org.semblance.jobs.evaluate;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.metric.LabeledRows;
import scala.Tuple2;

/** The heads of the lists of a block of queries. */
record ListNeighbors(Broadcast<BlockSource> queries, Broadcast<QueryIndex> index, int most)
    implements FlatMapFunction<Tuple2<Integer, long[][]>, NeighborList> {

  @Override
  public Iterator<NeighborList> call(Tuple2<Integer, long[][]> searched) {
    LabeledRows rows = queries.value().block(searched._1());
    int first = index.value().starts()[searched._1()];
    return IntStream.range(0, rows.count())
        .mapToObj(
            row -> {
              long[] keys = searched._2()[row];
              return new NeighborList(
                  first + row,
                  rows.classes()[row],
                  Arrays.copyOf(keys, Math.min(most, keys.length)));
            })
        .iterator();
  }
}
