package org.semblance.evaluate.exact;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.search.LabeledRows;
import org.semblance.eval.search.TopNeighbors;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.Blocks;
import org.semblance.evaluate.blocks.QueryIndex;
import org.semblance.evaluate.blocks.QueryRange;
import org.semblance.evaluate.blocks.SideLayout;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;

/** Finds the nearest rows of the gallery for a range of queries. */
public record FindNeighbors(
    Broadcast<BlockSource> queries,
    Broadcast<BlockSource> gallery,
    Broadcast<QueryIndex> index,
    int wanted)
    implements Function<QueryRange, NeighborLists> {

  private static final int QUERIES_AT_ONCE = 4096;

  /** The lists of all {@code queries}, found by {@code tasks} tasks or fewer. */
  public JavaRDD<NeighborLists> over(SideLayout layout, JavaSparkContext context, int tasks) {
    List<QueryRange> ranges = layout.ranges(QUERIES_AT_ONCE, tasks);
    return context.parallelize(ranges, Math.min(tasks, ranges.size())).map(this);
  }

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
