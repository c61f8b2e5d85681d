package org.semblance.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * Reductions over the entries that a mask (0 or 1, of the type of the values) keeps. Values must be
 * finite, also where masked out; rows without a kept entry give the stated constant and no
 * gradient.
 */
public final class Masked {

  /** Stands for minus infinity: far below any value, and finite in float32. */
  public static final double LOWEST = -1e30;

  private Masked() {}

  /** 1 where {@code condition} holds, else 0, in the type of {@code like}. */
  public static NDArray indicator(NDArray condition, NDArray like) {
    return condition.toType(like.getDataType(), false);
  }

  /** {@code 1 - mask}. */
  public static NDArray not(NDArray mask) {
    return mask.mul(-1).add(1);
  }

  /** The values kept, {@link #LOWEST} elsewhere. */
  public static NDArray keepOrLowest(NDArray values, NDArray mask) {
    return values.mul(mask).add(not(mask).mul(LOWEST));
  }

  /** The values kept, minus {@link #LOWEST} elsewhere. */
  public static NDArray keepOrHighest(NDArray values, NDArray mask) {
    return values.mul(mask).sub(not(mask).mul(LOWEST));
  }

  /** Largest kept value along {@code axis}, kept as size 1; {@link #LOWEST} if none. */
  public static NDArray max(NDArray values, NDArray mask, int axis) {
    return keepOrLowest(values, mask).max(new int[] {axis}, true);
  }

  /** Smallest kept value along {@code axis}, kept as size 1; minus {@link #LOWEST} if none. */
  public static NDArray min(NDArray values, NDArray mask, int axis) {
    return keepOrHighest(values, mask).min(new int[] {axis}, true);
  }

  /** 1 where {@code mask} keeps any entry along {@code axis}, kept as size 1. */
  public static NDArray any(NDArray mask, int axis) {
    return indicator(mask.sum(new int[] {axis}, true).gt(0), mask);
  }

  /** {@code ln sum exp} of the kept values along {@code axis}; {@link #LOWEST} if none. */
  public static NDArray logSumExp(NDArray values, NDArray mask, int axis) {
    NDArray kept = keepOrLowest(values, mask);
    NDArray max = kept.stopGradient().max(new int[] {axis}, true);
    NDArray sum = kept.sub(max).exp().mul(mask).sum(new int[] {axis}, true);
    return sum.add(not(any(mask, axis))).log().add(max);
  }

  /** {@code ln(1 + sum exp)} of the kept values along {@code axis}; 0 if none. */
  public static NDArray logOnePlusSumExp(NDArray values, NDArray mask, int axis) {
    NDArray kept = keepOrLowest(values, mask);
    NDArray max = Activation.relu(kept.stopGradient().max(new int[] {axis}, true));
    NDArray sum = kept.sub(max).exp().mul(mask).sum(new int[] {axis}, true);
    return sum.add(max.neg().exp()).log().add(max);
  }

  /** {@code ln(1 + exp(x))} by entry, without overflow and with the exact gradient everywhere. */
  public static NDArray softplus(NDArray values) {
    NDArray max = Activation.relu(values.stopGradient());
    return values.sub(max).exp().add(max.neg().exp()).log().add(max);
  }

  /** Square roots; 0 with zero gradient where a value is not positive. */
  public static NDArray sqrt(NDArray values) {
    NDArray isZero = indicator(values.lte(0), values);
    return values.mul(not(isZero)).add(isZero).sqrt().sub(isZero);
  }

  /** The mean of the kept values; 0 if none. Masks may hold multiplicities. */
  public static NDArray mean(NDArray values, NDArray mask) {
    return values.mul(mask).sum().div(atLeastOne(mask.sum()));
  }

  /** The mean of the kept values of each row, kept as size 1; 0 for rows without any. */
  public static NDArray rowMean(NDArray values, NDArray mask) {
    int[] columns = {1};
    return values.mul(mask).sum(columns, true).div(atLeastOne(mask.sum(columns, true)));
  }

  /** Counts, with 0 replaced by 1 so that an empty sum divided by its count is 0. */
  public static NDArray atLeastOne(NDArray counts) {
    return counts.add(indicator(counts.lte(0), counts));
  }
}
