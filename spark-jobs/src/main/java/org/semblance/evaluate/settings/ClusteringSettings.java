package org.semblance.evaluate.settings;

import java.io.Serializable;
import org.semblance.eval.cluster.Initialization;

/**
 * k-means of the queries, compared with their classes.
 *
 * @param clusters 0 for as many as there are classes
 * @param iterations at most, at least 1
 */
public record ClusteringSettings(
    boolean enabled, int clusters, int iterations, Initialization initialization)
    implements Serializable {

  public ClusteringSettings {
    if (clusters < 0) {
      throw new IllegalArgumentException("clusters must be at least 0, got " + clusters);
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
    }
  }
}
