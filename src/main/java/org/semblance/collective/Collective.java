package org.semblance.collective;

import java.util.List;

/**
 * Exchange between the ranks of one training run. Every rank makes the same calls in the same
 * order; a call returns when the exchange is complete. Sums are taken in the order of the ranks, so
 * that every rank gets the same bits in every run.
 *
 * <p>An instance belongs to one rank and one thread. When one rank aborts, is lost or closes early,
 * the calls of the others fail with a {@link PeerFailure} that names the cause.
 */
public interface Collective extends AutoCloseable {

  /** This rank, from 0. */
  int rank();

  /** Number of ranks. */
  int size();

  /**
   * Sums {@code values} over the ranks and gives each rank its {@link Slice}.
   *
   * @param values of the same length on each rank; not changed
   * @return the sum of slice {@link #rank()}
   */
  float[] reduceScatter(float[] values);

  /**
   * The values of all ranks, joined in the order of the ranks.
   *
   * @param values may differ in length between ranks; not changed
   */
  float[] allGather(float[] values);

  /** The payloads of all ranks, in the order of the ranks. */
  List<byte[]> allGather(byte[] payload);

  /** Replaces {@code values} by their sum over the ranks. */
  default void allReduce(float[] values) {
    float[] sum = allGather(reduceScatter(values));
    System.arraycopy(sum, 0, values, 0, sum.length);
  }

  /** Replaces {@code values} by those of rank {@code root}. */
  void broadcast(float[] values, int root);

  /** Waits until every rank is here. */
  void barrier();

  /** Tells the other ranks that this one cannot go on, and why; safe to call more than once. */
  void abort(String reason);

  @Override
  void close();
}
