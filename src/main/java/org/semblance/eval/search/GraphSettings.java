package org.semblance.eval.search;

import java.io.Serializable;

/**
 * A graph that finds near rows; names and defaults are those of Malkov and Yashunin, 2018.
 *
 * @param m links of a row to others, 2 to 100
 * @param efConstruction rows kept in view while a row is linked, at least m
 * @param ef rows kept in view while a query is answered, at least 1; never fewer than are wanted
 */
public record GraphSettings(int m, int efConstruction, int ef) implements Serializable {

  private static final int MOST_LINKS = 100;

  public GraphSettings {
    if (m < 2 || m > MOST_LINKS) {
      throw new IllegalArgumentException("m must be in [2, %d], got %d".formatted(MOST_LINKS, m));
    }
    if (efConstruction < m) {
      throw new IllegalArgumentException(
          "ef-construction must be at least m, which is %d, got %d".formatted(m, efConstruction));
    }
    if (ef < 1) {
      throw new IllegalArgumentException("ef must be at least 1, got " + ef);
    }
  }

  /** Rows kept in view while {@code wanted} neighbors, and the query itself, are looked for. */
  public int efFor(int wanted) {
    return Math.max(ef, wanted + 1);
  }
}
