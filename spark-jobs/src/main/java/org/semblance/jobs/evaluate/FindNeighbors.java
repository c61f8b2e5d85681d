package org.semblance.jobs.evaluate;

import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;
import org.semblance.metric.LabeledRows;
import org.semblance.metric.TopNeighbors;

/** Finds the nearest rows of the gallery for a range of queries. */
record FindNeighbors(
    Broadcast<BlockSource> queries,
    Broadcast<BlockSource> gallery,
    Broadcast<QueryIndex> index,
    int wanted)
    implements Function<QueryRange, NeighborLists> {

  @Override
  public NeighborLists call(QueryRange range) {
    BlockProduct product = new BlockProduct(ScoreKernels.best(), gallery.value().dimension());
    LabeledRows part = queries.value().block(range.block()).slice(range.from(), range.to());
    TopNeighbors top = new TopNeighbors(part, wanted);
    for (LabeledRows block : Blocks.of(gallery.value())) {
      top.search(block, product);
    }
    return new NeighborLists(
        index.value().starts()[range.block()] + range.from(),
        part.classes(),
        IntStream.range(0, part.count()).mapToObj(top::nearest).toArray(long[][]::new));
  }
}
