package org.semblance.loss.part;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.semblance.distance.Distance;
import org.semblance.miner.PairBatch;
import org.semblance.tensor.Masked;

/**
 * For every query and every row relevant to it (the query itself included), the smooth indicators
 * that other rows rank before it: {@code sigmoid((s_ik - s_ij) / temperature)}.
 *
 * @param query {@code [q]} row of the query of each (query, relevant) pair
 * @param relevant {@code [q]} row of the relevant row
 * @param before {@code [q, rows]}
 */
public record RankSums(NDArray query, NDArray relevant, NDArray before) {

  /** Exponents are clamped to this, beyond which the sigmoid is flat. */
  private static final double LARGEST_EXPONENT = 50;

  /** {@code relevance} {@code [rows, rows]} is 1 at the pairs wanted. */
  public static RankSums of(
      PairBatch comparison, NDArray relevance, Distance distance, double temperature) {
    NDArray similarity = distance.closeness(comparison.anchors(), comparison.references());
    NDArray pairs = relevance.gt(0).nonzero();
    NDArray query = pairs.get(":,0");
    NDArray relevant = pairs.get(":,1");
    NDArray rows = similarity.get(query);
    NDArray own = rows.gather(relevant.expandDims(1), 1);
    NDArray exponents = rows.sub(own).div(temperature).clip(-LARGEST_EXPONENT, LARGEST_EXPONENT);
    return new RankSums(query, relevant, Activation.sigmoid(exponents));
  }

  /** The sum of {@code before} over the rows that {@code mask} {@code [rows, rows]} keeps. */
  public NDArray over(NDArray mask) {
    return before.mul(mask.get(query)).sum(new int[] {1});
  }

  /** The mean of {@code terms} {@code [q]} over relevant rows, then over queries that have any. */
  public NDArray meanByQuery(NDArray terms, NDArray relevance) {
    NDArray sizes = relevance.sum(new int[] {1});
    NDArray queries = Masked.indicator(sizes.gt(0), sizes).sum();
    return terms.div(sizes.get(query)).sum().div(Masked.atLeastOne(queries));
  }
}
