package org.semblance.evaluate.graph;

import java.util.Arrays;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.QueryIndex;
import org.semblance.evaluate.exact.NeighborLists;
import scala.Tuple2;

/** The heads of the lists of a block of queries. */
record ListNeighbors(Broadcast<BlockSource> queries, Broadcast<QueryIndex> index, int most)
    implements Function<Tuple2<Integer, long[][]>, NeighborLists> {

  @Override
  public NeighborLists call(Tuple2<Integer, long[][]> searched) {
    return new NeighborLists(
        index.value().starts()[searched._1()],
        queries.value().block(searched._1()).classes(),
        Arrays.stream(searched._2())
            .map(keys -> Arrays.copyOf(keys, Math.min(most, keys.length)))
            .toArray(long[][]::new));
  }
}
