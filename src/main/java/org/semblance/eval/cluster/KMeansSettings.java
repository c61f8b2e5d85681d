package org.semblance.eval.cluster;

import java.io.Serializable;

/**
 * How to cluster.
 *
 * @param iterations at most, at least 1; stops before when no center moves
 */
public record KMeansSettings(int iterations, Initialization initialization, long seed)
    implements Serializable {

  public KMeansSettings {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
    }
  }
}
