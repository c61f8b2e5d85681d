package org.semblance.eval.search;

/**
 * Embeddings in memory; arrays are not copied.
 *
 * @param vectors {@code [rows, dimension]} float32, row-major
 * @param ids {@code [rows]}, all different: what identifies a row as itself and breaks ties
 * @param labels {@code [rows]}, any numbers; rows of equal label are matches
 * @param sequences {@code [rows]}, or empty: rows of one sequence are no neighbors of each other;
 *     negative for none
 */
public record EmbeddingSet(
    float[] vectors, int dimension, long[] ids, int[] labels, int[] sequences) {

  public EmbeddingSet {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    if (vectors.length != (long) ids.length * dimension || labels.length != ids.length) {
      throw new IllegalArgumentException(
          "vectors, ids and labels must agree, got %d numbers of dimension %d, %d ids, %d labels"
              .formatted(vectors.length, dimension, ids.length, labels.length));
    }
    if (sequences.length != 0 && sequences.length != ids.length) {
      throw new IllegalArgumentException(
          "sequences must be empty or one per row, got " + sequences.length);
    }
  }

  /** Without sequences. */
  public static EmbeddingSet of(float[] vectors, int dimension, long[] ids, int[] labels) {
    return new EmbeddingSet(vectors, dimension, ids, labels, new int[0]);
  }

  int count() {
    return ids.length;
  }
}
