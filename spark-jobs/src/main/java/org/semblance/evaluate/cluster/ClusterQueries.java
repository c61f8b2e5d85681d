package org.semblance.evaluate.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.cluster.Centroids;
import org.semblance.eval.cluster.ClusterSums;
import org.semblance.eval.cluster.ClusteringReport;
import org.semblance.eval.cluster.Contingency;
import org.semblance.eval.cluster.Initialization;
import org.semblance.evaluate.blocks.BlockSource;
import org.semblance.evaluate.blocks.Placement;
import org.semblance.evaluate.blocks.SampledRows;
import org.semblance.evaluate.blocks.SideLayout;
import org.semblance.evaluate.settings.ClusteringSettings;
import org.semblance.math.Seeds;
import org.semblance.math.SumGrid;
import scala.Tuple2;

/** k-means of the queries, block by block on the executors, and how it agrees with the classes. */
public record ClusterQueries(Placement memory, ClusteringSettings settings, int tasks) {

  // 8 MB of sums: small enough to be added up by one task.
  private static final int RANGE_NUMBERS = 1 << 20;

  /** What came out. */
  public record Outcome(ClusteringReport report, int clusters, int iterations) {}

  public Outcome run(int clusters, float largest, long seed) {
    Centroids centroids = start(clusters, seed);
    SumGrid grid = SumGrid.of(largest, memory.layout().count());
    int iteration = 0;
    boolean moved = true;
    while (moved && iteration < settings.iterations()) {
      Centroids next = step(centroids, grid);
      moved = !Arrays.equals(next.values(), centroids.values());
      centroids = next;
      iteration++;
    }
    return new Outcome(ClusteringReport.of(contingency(centroids)), centroids.count(), iteration);
  }

  private Centroids start(int clusters, long seed) {
    BlockSource source = memory.queries().value();
    SideLayout layout = memory.layout();
    if (settings.initialization() == Initialization.RANDOM) {
      // Twice as many as wanted, for some may be equal to each other.
      SampledRows sampled = new SampledRows(layout, source);
      int[] places =
          sampled.draw(Math.min(layout.count(), 2 * clusters), seed, Seeds.Use.CLUSTERING);
      source = sampled.at(places);
      layout = layout.pick(places);
    }
    List<Initialization.Candidates> candidates = new ArrayList<>();
    for (int block = 0; block < layout.blocks(); block++) {
      int[] ranks =
          Arrays.copyOfRange(layout.ranks(), layout.starts()[block], layout.starts()[block + 1]);
      candidates.add(new Initialization.Candidates(source.block(block).rows(), ranks));
    }
    return settings.initialization().choose(candidates, clusters, seed);
  }

  private Centroids step(Centroids centroids, SumGrid grid) {
    int dimension = centroids.dimension();
    int rangeClusters = Math.max(1, RANGE_NUMBERS / dimension);
    Broadcast<Centroids> current = memory.context().broadcast(centroids);
    try {
      List<Tuple2<Integer, float[]>> means =
          memory
              .context()
              .parallelize(memory.queryBlocks(), tasks)
              .mapPartitionsToPair(new AssignAndSum(memory.queries(), current, grid, rangeClusters))
              .reduceByKey(ClusterSums::merge)
              .mapValues(new UpdateCenters(current))
              .collect();
      float[] values = new float[centroids.values().length];
      for (Tuple2<Integer, float[]> range : means) {
        int at = range._1() * rangeClusters * dimension;
        System.arraycopy(range._2(), 0, values, at, range._2().length);
      }
      return new Centroids(dimension, values);
    } finally {
      current.destroy();
    }
  }

  private Contingency contingency(Centroids centroids) {
    Broadcast<Centroids> last = memory.context().broadcast(centroids);
    try {
      Map<Long, Long> cells = new HashMap<>();
      memory
          .context()
          .parallelize(memory.queryBlocks(), tasks)
          .mapPartitions(new CountCells(memory.queries(), last))
          .collect()
          .forEach(part -> part.forEach((key, count) -> cells.merge(key, count, Long::sum)));
      return Contingency.of(cells);
    } finally {
      last.destroy();
    }
  }
}
