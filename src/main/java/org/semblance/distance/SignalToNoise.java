package org.semblance.distance;

import ai.djl.ndarray.NDArray;
import org.semblance.config.Summary;

/**
 * {@code var(u - v) / var(u)} over the coordinates (unbiased), of unit rows; not symmetric. An
 * anchor whose coordinates are all equal has no signal: its row is {@code var(u - v)}.
 *
 * <p>Yuan et al. 2019, Signal-to-Noise Ratio: A Robust Distance Metric, eq. 3.
 */
@Summary("Variance of the difference over variance of the anchor.")
public record SignalToNoise() implements Distance {

  @Override
  public NDArray matrix(NDArray anchors, NDArray references) {
    NDArray left = centered(UnitRows.of(anchors));
    NDArray right = centered(UnitRows.of(references));
    NDArray signal = UnitRows.norms(left).square();
    return Differences.squared(left, right).div(signal);
  }

  private static NDArray centered(NDArray rows) {
    return rows.sub(rows.mean(new int[] {1}, true));
  }
}
