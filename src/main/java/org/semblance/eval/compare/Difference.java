package org.semblance.eval.compare;

/**
 * How much larger the mean over queries of a metric is than that of the model compared with.
 *
 * @param value NaN where either is undefined
 * @param low of the 95 % interval
 * @param high of the 95 % interval; both NaN where there are fewer than two classes
 */
public record Difference(double value, double low, double high) {

  /** What a difference of metrics of which more is better says. */
  public enum Verdict {
    BETTER,
    WORSE,
    /** The interval holds 0, or there is none. */
    UNDECIDED
  }

  public Verdict verdict() {
    if (low > 0) {
      return Verdict.BETTER;
    }
    return high < 0 ? Verdict.WORSE : Verdict.UNDECIDED;
  }
}
