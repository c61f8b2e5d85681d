package org.semblance.optim.slice;

/**
 * A range of a flat array.
 *
 * @param start first index
 * @param end index after the last, at least {@code start}
 */
public record Span(int start, int end) {

  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("end must be at least start, got " + start + ", " + end);
    }
  }

  public int length() {
    return end - start;
  }

  public boolean isEmpty() {
    return start == end;
  }

  /** What both ranges hold; empty if nothing. */
  public Span overlap(Span other) {
    int from = Math.max(start, other.start);
    return new Span(from, Math.max(from, Math.min(end, other.end)));
  }

  /** A range of the same length, {@code offset} further on. */
  public Span plus(int offset) {
    return new Span(start + offset, end + offset);
  }

  /** The sum of the squares of these elements. */
  public double squares(float[] values) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }
}
