package org.semblance.metric;

import org.semblance.math.Rows;
import org.semblance.math.Vectors;

/** What makes one row near another. */
public enum Similarity {
  /** The inner product of the rows scaled to length 1; a zero row scores 0 against all. */
  COSINE {
    @Override
    public Rows prepare(float[] values, int dimension) {
      for (int from = 0; from < values.length; from += dimension) {
        Vectors.normalize(values, from, dimension);
      }
      return Rows.of(values, dimension);
    }

    @Override
    public float reported(float score) {
      return score;
    }
  },
  /** Euclidean distance of the rows as given; scores are {@code -distance² / 2}. */
  L2 {
    @Override
    public Rows prepare(float[] values, int dimension) {
      return Rows.euclidean(values, dimension);
    }

    @Override
    public float reported(float score) {
      return (float) -Math.sqrt(Math.max(0, -2.0 * score));
    }
  };

  /** The rows as the kernels need them; {@code values} may be scaled in place and is not copied. */
  public abstract Rows prepare(float[] values, int dimension);

  /** The number for people, larger is nearer: the cosine, or the negative distance. */
  public abstract float reported(float score);
}
