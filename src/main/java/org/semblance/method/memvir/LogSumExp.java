package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;

/** The logarithm of a sum of exponentials along an axis, shifted by the maximum. */
final class LogSumExp {

  private LogSumExp() {}

  /** {@code logits} with {@code axis} reduced; finite for finite logits of any size. */
  static NDArray of(NDArray logits, int axis) {
    NDArray maximum = logits.stopGradient().max(new int[] {axis}, true);
    NDArray sum = logits.sub(maximum).exp().sum(new int[] {axis});
    return sum.log().add(maximum.squeeze(axis));
  }
}
