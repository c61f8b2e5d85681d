package org.semblance.jobs.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;
import org.semblance.metric.LabeledRows;
import org.semblance.metric.TopNeighbors;

/** Finds the nearest rows of the gallery for ranges of queries. */
record FindNeighbors(
    Broadcast<BlockSource> queries,
    Broadcast<BlockSource> gallery,
    Broadcast<QueryIndex> index,
    int wanted)
    implements FlatMapFunction<Iterator<QueryRange>, NeighborList> {

  @Override
  public Iterator<NeighborList> call(Iterator<QueryRange> ranges) {
    BlockSource source = gallery.value();
    BlockProduct product = new BlockProduct(ScoreKernels.best(), source.dimension());
    List<NeighborList> lists = new ArrayList<>();
    while (ranges.hasNext()) {
      QueryRange range = ranges.next();
      LabeledRows part = queries.value().block(range.block()).slice(range.from(), range.to());
      TopNeighbors top = new TopNeighbors(part, wanted);
      for (LabeledRows block : Blocks.of(source)) {
        top.search(block, product);
      }
      int firstRow = index.value().starts()[range.block()] + range.from();
      for (int i = 0; i < part.count(); i++) {
        lists.add(new NeighborList(firstRow + i, part.classes()[i], top.nearest(i)));
      }
    }
    return lists.iterator();
  }
}
