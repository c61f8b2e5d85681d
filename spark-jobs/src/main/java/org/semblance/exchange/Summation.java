package org.semblance.exchange;

/** How the ranks add up an array. Every rank gets the same bits, in every run. */
sealed interface Summation permits DirectSum, RingSum {

  /** This rank's slice of the sum of {@code values}, which are not changed. */
  float[] reduceScatter(float[] values);

  /** Replaces {@code values} by their sum. */
  void allReduce(float[] values);

  /** What is done with values {@code [from, end)} of this rank's slice once they are summed. */
  interface Summed {
    void piece(int from, int end);

    /** Nothing. */
    static void ignore(int from, int end) {}
  }
}
