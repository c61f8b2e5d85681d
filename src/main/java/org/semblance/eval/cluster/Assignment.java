package org.semblance.eval.cluster;

import java.util.Arrays;
import org.semblance.math.BlockProduct;
import org.semblance.math.Rows;

/** Finds the nearest center of each row: the maximum of {@code x·c − |c|²/2}. */
public final class Assignment {

  private final BlockProduct product;
  private final Rows centers;

  /**
   * Prepares for the centers given.
   *
   * @param product used by one thread at a time
   */
  public Assignment(BlockProduct product, Centroids centroids) {
    this.product = product;
    this.centers = centroids.rows();
  }

  /** The cluster of each row; of equally near ones the lower. */
  public int[] of(Rows rows) {
    int[] clusters = new int[rows.count()];
    float[] best = new float[rows.count()];
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    Rows points = new Rows(rows.dimension(), rows.values(), new float[rows.count()]);
    product.forEachStrip(
        points,
        0,
        points.count(),
        centers,
        0,
        centers.count(),
        (rowFrom, rowTo, columnFrom, columnTo, scores, stride) -> {
          for (int row = rowFrom; row < rowTo; row++) {
            int from = (row - rowFrom) * stride;
            int at = product.kernel().indexOfMaximum(scores, from, from + columnTo - columnFrom);
            if (scores[at] > best[row]) {
              best[row] = scores[at];
              clusters[row] = columnFrom + at - from;
            }
          }
        });
    return clusters;
  }
}
