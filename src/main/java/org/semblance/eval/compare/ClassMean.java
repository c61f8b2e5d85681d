package org.semblance.eval.compare;

/**
 * A metric of the queries of one class.
 *
 * @param queries in the mean; where 0, {@code mean} is not looked at
 */
public record ClassMean(double mean, double queries) {

  double sum() {
    return queries == 0 ? 0 : mean * queries;
  }
}
