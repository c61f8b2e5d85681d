package org.semblance.evaluate.graph;

import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.search.GraphSettings;
import org.semblance.eval.search.LabeledRows;
import org.semblance.eval.search.NeighborGraph;
import org.semblance.evaluate.blocks.BlockSource;
import scala.Tuple2;

/** Makes the graph of a block of the gallery and asks it for all queries, by block of queries. */
record SearchGraph(
    Broadcast<BlockSource> queries,
    Broadcast<BlockSource> gallery,
    GraphSettings settings,
    int wanted,
    long seed)
    implements PairFlatMapFunction<Integer, Integer, long[][]> {

  @Override
  public Iterator<Tuple2<Integer, long[][]>> call(Integer block) {
    NeighborGraph graph = NeighborGraph.of(gallery.value().block(block), settings, wanted, seed);
    return IntStream.range(0, queries.value().blocks())
        .mapToObj(number -> new Tuple2<>(number, nearest(graph, queries.value().block(number))))
        .iterator();
  }

  private long[][] nearest(NeighborGraph graph, LabeledRows rows) {
    return IntStream.range(0, rows.count())
        .mapToObj(row -> graph.nearest(rows, row, wanted))
        .toArray(long[][]::new);
  }
}
