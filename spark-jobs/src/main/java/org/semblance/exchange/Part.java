package org.semblance.exchange;

import java.nio.ByteBuffer;

/**
 * What one rank sends to this one in one phase of an exchange. Frames of a part arrive in order, as
 * all of them travel on one connection.
 */
abstract sealed class Part {

  private final int total;
  private int announced;
  private int arrived;

  private Part(int total) {
    this.total = total;
  }

  /** Number of values. */
  int total() {
    return total;
  }

  /** Values of complete, undamaged frames; guarded by the mailbox. */
  int arrived() {
    return arrived;
  }

  void arrived(int values) {
    arrived += values;
  }

  /**
   * Announces the next frame.
   *
   * @return whether it continues the part: it is no repetition, leaves nothing out and ends within
   *     the part
   */
  synchronized boolean announce(int offset, int length) {
    if (offset != announced || length < 0 || length > total - offset) {
      return false;
    }
    announced += length;
    return true;
  }

  /** Takes {@code count} values from {@code source}; they become element {@code at} and on. */
  abstract void store(ByteBuffer source, WireFormat wire, int at, int count);

  /** Floats. */
  static final class Floats extends Part {

    private final float[] values;
    private final int start;

    /**
     * @param values receive the part from {@code start} on, and after the end at the beginning
     */
    Floats(float[] values, int start, int total) {
      super(total);
      this.values = values;
      this.start = start;
    }

    float[] values() {
      return values;
    }

    @Override
    void store(ByteBuffer source, WireFormat wire, int at, int count) {
      if (count > 0) {
        wire.read(source, values, (start + at) % values.length, count);
      }
    }
  }

  /** Bytes. */
  static final class Bytes extends Part {

    private final byte[] values;

    Bytes(int total) {
      super(total);
      values = new byte[total];
    }

    byte[] values() {
      return values;
    }

    @Override
    void store(ByteBuffer source, WireFormat wire, int at, int count) {
      source.get(values, at, count);
    }
  }
}
