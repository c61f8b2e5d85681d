package org.semblance.eval.cluster;

import java.io.Serializable;
import org.semblance.math.Rows;
import org.semblance.math.SumGrid;

/** Sums of the rows of clusters {@code [from, to)}, order-free by {@link SumGrid}. */
public final class ClusterSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int from;
  private final int dimension;
  private final SumGrid grid;
  private final double[] sums;
  private final long[] counts;

  public ClusterSums(int from, int to, int dimension, SumGrid grid) {
    this.from = from;
    this.dimension = dimension;
    this.grid = grid;
    this.sums = new double[(to - from) * dimension];
    this.counts = new long[to - from];
  }

  /** Adds the rows whose cluster is one of these. */
  public void add(Rows rows, int[] clusters) {
    double magic = grid.magic();
    float[] values = rows.values();
    for (int row = 0; row < clusters.length; row++) {
      int cluster = clusters[row] - from;
      if (cluster >= 0 && cluster < counts.length) {
        counts[cluster]++;
        int source = row * dimension;
        int target = cluster * dimension;
        for (int k = 0; k < dimension; k++) {
          sums[target + k] += (values[source + k] + magic) - magic;
        }
      }
    }
  }

  /** Adds the rows of {@code other}, which must be about the same clusters. */
  public ClusterSums merge(ClusterSums other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    return this;
  }

  /** The means; an empty cluster keeps its center of {@code previous}. */
  public float[] means(Centroids previous) {
    float[] means = new float[sums.length];
    for (int cluster = 0; cluster < counts.length; cluster++) {
      for (int i = cluster * dimension; i < (cluster + 1) * dimension; i++) {
        means[i] =
            counts[cluster] > 0
                ? (float) (sums[i] / counts[cluster])
                : previous.values()[from * dimension + i];
      }
    }
    return means;
  }
}
