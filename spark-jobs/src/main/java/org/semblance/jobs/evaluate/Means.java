package org.semblance.jobs.evaluate;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.cluster.Centroids;
import org.semblance.cluster.ClusterSums;

/** The other half of an iteration of k-means: the new centers of a range of clusters. */
record Means(Broadcast<Centroids> previous) implements Function<ClusterSums, float[]> {

  @Override
  public float[] call(ClusterSums sums) {
    return sums.means(previous.value());
  }
}
