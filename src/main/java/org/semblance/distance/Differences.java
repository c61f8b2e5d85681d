package org.semblance.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.semblance.tensor.Masked;

/** Sums of powers of coordinate differences between two sets of rows. */
final class Differences {

  /** Up to this many coordinate differences are formed one by one, exact for near duplicates. */
  private static final long DIRECT_DIFFERENCES = 1 << 17;

  /**
   * A squared distance from a matrix product below this share of the two squared norms is rounding
   * noise and counts as zero; about eight times the error bound of a 512-dimensional product.
   */
  private static final double NOISE_FLOAT32 = 1e-6;

  private static final double NOISE_FLOAT64 = 1e-14;

  private Differences() {}

  /** Squared Euclidean distances {@code [n, m]}, never negative; zero ones have zero gradient. */
  static NDArray squared(NDArray anchors, NDArray references) {
    long differences = anchors.size(0) * references.size(0) * anchors.size(1);
    return differences <= DIRECT_DIFFERENCES
        ? each(anchors, references).square().sum(new int[] {2})
        : squaredByProduct(anchors, references);
  }

  /** {@code |u|^2 + |v|^2 - 2 u.v}, with rounding noise set to zero. */
  static NDArray squaredByProduct(NDArray anchors, NDArray references) {
    NDArray norms =
        anchors
            .square()
            .sum(new int[] {1}, true)
            .add(references.square().sum(new int[] {1}, true).transpose());
    NDArray squared = norms.sub(anchors.matMul(references.transpose()).mul(2));
    double noise = squared.getDataType() == DataType.FLOAT64 ? NOISE_FLOAT64 : NOISE_FLOAT32;
    return squared.mul(squared.gt(norms.mul(noise)).toType(squared.getDataType(), false));
  }

  /** Sums over coordinates of {@code |u - v|^p}, {@code [n, m]}; needs n m d numbers. */
  static NDArray powerSums(NDArray anchors, NDArray references, double p) {
    return p == 2
        ? squared(anchors, references)
        : powers(each(anchors, references), p).sum(new int[] {2});
  }

  /** {@code |x|^p} by entry, p at least 1. */
  static NDArray powers(NDArray values, double p) {
    return p == 1 ? values.abs() : values.abs().pow(p);
  }

  /** {@code x^(1/p)} by entry of non-negative values; zero entries have zero gradient. */
  static NDArray root(NDArray values, double p) {
    if (p == 1) {
      return values;
    }
    if (p == 2) {
      return Masked.sqrt(values);
    }
    NDArray isZero = Masked.indicator(values.lte(0), values);
    return values.add(isZero).pow(1 / p).sub(isZero);
  }

  private static NDArray each(NDArray anchors, NDArray references) {
    return anchors.expandDims(1).sub(references.expandDims(0));
  }
}
