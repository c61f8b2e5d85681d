package org.semblance.eval.search;

import org.semblance.math.Rows;
import org.semblance.math.Vectors;

/** What makes one row near another. */
public enum Similarity {
  /** The inner product of the rows scaled to length 1; a zero row scores 0 against all. */
  COSINE {
    @Override
    public void prepareRow(float[] values, int from, int dimension) {
      Vectors.normalize(values, from, dimension);
    }

    @Override
    public Rows rows(float[] prepared, int dimension) {
      return Rows.of(prepared, dimension);
    }

    @Override
    public float reported(float score) {
      return score;
    }
  },
  /** Euclidean distance of the rows as given; scores are {@code -distance² / 2}. */
  L2 {
    @Override
    public void prepareRow(float[] values, int from, int dimension) {}

    @Override
    public Rows rows(float[] prepared, int dimension) {
      return Rows.euclidean(prepared, dimension);
    }

    @Override
    public float reported(float score) {
      return (float) -Math.sqrt(Math.max(0, -2.0 * score));
    }
  };

  /** Makes one row ready, in place. */
  public abstract void prepareRow(float[] values, int from, int dimension);

  /** Rows that are ready, as the kernels take them; not copied. */
  public abstract Rows rows(float[] prepared, int dimension);

  /** Makes all rows ready, in place; not copied. */
  public Rows prepare(float[] values, int dimension) {
    for (int from = 0; from < values.length; from += dimension) {
      prepareRow(values, from, dimension);
    }
    return rows(values, dimension);
  }

  /** The number for people, larger is nearer: the cosine, or the negative distance. */
  public abstract float reported(float score);
}
