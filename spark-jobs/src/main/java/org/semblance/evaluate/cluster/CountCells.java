package org.semblance.evaluate.cluster;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.cluster.Assignment;
import org.semblance.eval.cluster.Centroids;
import org.semblance.eval.search.LabeledRows;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.math.BlockProduct;
import org.semblance.math.ScoreKernels;

/** Counts the rows of some blocks by {@code class << 32 | nearest center}. */
record CountCells(Broadcast<BlockSource> source, Broadcast<Centroids> centroids)
    implements FlatMapFunction<Iterator<Integer>, Map<Long, Long>> {

  @Override
  public Iterator<Map<Long, Long>> call(Iterator<Integer> blocks) {
    BlockProduct product = new BlockProduct(ScoreKernels.best(), source.value().dimension());
    Assignment assignment = new Assignment(product, centroids.value());
    Map<Long, Long> cells = new HashMap<>();
    while (blocks.hasNext()) {
      LabeledRows block = source.value().block(blocks.next());
      int[] nearest = assignment.of(block.rows());
      for (int row = 0; row < nearest.length; row++) {
        cells.merge(((long) block.classes()[row] << 32) | nearest[row], 1L, Long::sum);
      }
    }
    return List.of(cells).iterator();
  }
}
