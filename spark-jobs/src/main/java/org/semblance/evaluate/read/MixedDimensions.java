package org.semblance.evaluate.read;

/** Says that two rows have vectors of different lengths. */
final class MixedDimensions {

  private MixedDimensions() {}

  static String text(String id, int dimension, String otherId, int otherDimension) {
    return "row %s has a vector of %d numbers but row %s one of %d: embeddings of different models must not be mixed"
        .formatted(id, dimension, otherId, otherDimension);
  }
}
