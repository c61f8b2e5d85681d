package org.semblance.collective;

/**
 * The part of a flat array that one rank reduces.
 *
 * @param start first index
 * @param end index after the last
 */
public record Slice(int start, int end) {

  /** The slice of {@code rank}: contiguous, in rank order, lengths that differ by at most 1. */
  public static Slice of(int length, int rank, int size) {
    return new Slice(bound(length, rank, size), bound(length, rank + 1, size));
  }

  public int length() {
    return end - start;
  }

  private static int bound(int length, int rank, int size) {
    return (int) ((long) length * rank / size);
  }
}
