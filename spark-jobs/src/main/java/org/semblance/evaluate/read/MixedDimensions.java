package org.semblance.evaluate.read;

import java.io.Serializable;

/** Two rows that have vectors of different lengths. */
record MixedDimensions(String id, int dimension, String otherId, int otherDimension)
    implements Serializable {

  @Override
  public String toString() {
    return "row %s has a vector of %d numbers but row %s one of %d: embeddings of different models must not be mixed"
        .formatted(id, dimension, otherId, otherDimension);
  }
}
