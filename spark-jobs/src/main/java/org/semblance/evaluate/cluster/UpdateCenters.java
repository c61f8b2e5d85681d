package org.semblance.evaluate.cluster;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.semblance.eval.cluster.Centroids;
import org.semblance.eval.cluster.ClusterSums;

/** The other half of an iteration of k-means: the new centers of a range of clusters. */
record UpdateCenters(Broadcast<Centroids> previous) implements Function<ClusterSums, float[]> {

  @Override
  public float[] call(ClusterSums sums) {
    return sums.means(previous.value());
  }
}
