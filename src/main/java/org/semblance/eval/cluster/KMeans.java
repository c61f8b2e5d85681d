package org.semblance.eval.cluster;

import java.util.Arrays;
import java.util.List;
import org.semblance.math.BlockProduct;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernels;
import org.semblance.math.SumGrid;

/**
 * Lloyd's k-means of rows in memory, on the calling thread: Euclidean, centers are plain means.
 *
 * <p>Stops when no center moves or after the iterations allowed; the clusters returned belong to
 * the last centers.
 */
public final class KMeans {

  private KMeans() {}

  /**
   * Chooses centers and moves them.
   *
   * @param ties {@code [rows]}, what tells rows apart in any order of them
   */
  public static Clustering fit(Rows points, int[] ties, int clusters, KMeansSettings settings) {
    Centroids start =
        settings
            .initialization()
            .choose(
                List.of(new Initialization.Candidates(points, ties)), clusters, settings.seed());
    return lloyd(points, start, settings.iterations());
  }

  /** Moves the centers of {@code start}, which is not changed. */
  public static Clustering lloyd(Rows points, Centroids start, int iterations) {
    BlockProduct product = new BlockProduct(ScoreKernels.best(), points.dimension());
    SumGrid grid = SumGrid.of(largest(points), points.count());
    Centroids centroids = start;
    int iteration = 0;
    boolean moved = true;
    while (moved && iteration < iterations) {
      Centroids next = step(product, points, centroids, grid);
      moved = !Arrays.equals(next.values(), centroids.values());
      centroids = next;
      iteration++;
    }
    int[] clusters = new Assignment(product, centroids).of(points);
    return new Clustering(clusters, centroids, iteration, inertia(points, centroids, clusters));
  }

  /** One iteration: the means of the rows nearest to each center. */
  public static Centroids step(
      BlockProduct product, Rows points, Centroids centroids, SumGrid grid) {
    int dimension = points.dimension();
    int[] clusters = new Assignment(product, centroids).of(points);
    ClusterSums sums = new ClusterSums(0, centroids.count(), dimension, grid);
    sums.add(points, clusters);
    return new Centroids(dimension, sums.means(centroids));
  }

  /** The largest magnitude of a component. */
  public static float largest(Rows points) {
    float largest = 0;
    for (float value : points.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double inertia(Rows points, Centroids centroids, int[] clusters) {
    int dimension = points.dimension();
    double sum = 0;
    for (int row = 0; row < clusters.length; row++) {
      for (int k = 0; k < dimension; k++) {
        double center = centroids.values()[clusters[row] * dimension + k];
        double difference = points.values()[row * dimension + k] - center;
        sum += difference * difference;
      }
    }
    return sum;
  }
}
