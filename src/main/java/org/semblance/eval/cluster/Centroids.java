package org.semblance.eval.cluster;

import java.io.Serializable;
import org.semblance.math.Rows;

/**
 * Cluster centers.
 *
 * @param values {@code [clusters, dimension]} float32, row-major; not copied
 */
public record Centroids(int dimension, float[] values) implements Serializable {

  public int count() {
    return values.length / dimension;
  }

  /** As the right operand of scores whose maximum is the nearest center. */
  Rows rows() {
    return Rows.euclidean(values, dimension);
  }
}
