package org.semblance.evaluate.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.cluster.Assignment;
import org.semblance.eval.cluster.Centroids;
import org.semblance.eval.cluster.ClusterSums;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.math.BlockProduct;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernels;
import org.semblance.math.SumGrid;
import scala.Tuple2;

/**
 * One half of an iteration of k-means over some blocks: sums of the rows nearest to each center, in
 * ranges of {@code rangeClusters} clusters, so that no single task has to add all of them up.
 */
record AssignAndSum(
    Broadcast<BlockSource> source, Broadcast<Centroids> centroids, SumGrid grid, int rangeClusters)
    implements PairFlatMapFunction<Iterator<Integer>, Integer, ClusterSums> {

  @Override
  public Iterator<Tuple2<Integer, ClusterSums>> call(Iterator<Integer> blocks) {
    int dimension = source.value().dimension();
    int clusters = centroids.value().count();
    BlockProduct product = new BlockProduct(ScoreKernels.best(), dimension);
    Assignment assignment = new Assignment(product, centroids.value());
    List<Tuple2<Integer, ClusterSums>> ranges = new ArrayList<>();
    for (int from = 0; from < clusters; from += rangeClusters) {
      int to = Math.min(clusters, from + rangeClusters);
      ranges.add(new Tuple2<>(from / rangeClusters, new ClusterSums(from, to, dimension, grid)));
    }
    while (blocks.hasNext()) {
      Rows rows = source.value().block(blocks.next()).rows();
      int[] nearest = assignment.of(rows);
      ranges.forEach(range -> range._2().add(rows, nearest));
    }
    return ranges.iterator();
  }
}
