package org.semblance.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What travels before the values of a frame.
 *
 * @param exchange number of the call, the same on every rank
 * @param source rank that sends
 * @param total values that {@code source} sends in this phase to this receiver
 * @param offset of the frame's first value among those
 * @param length values in the frame
 * @param checksum CRC-32C of the frame's bytes
 */
record FrameHeader(
    long run,
    int attempt,
    long exchange,
    Phase phase,
    WireFormat wire,
    int source,
    int total,
    int offset,
    int length,
    int checksum) {

  private static final int BYTES = 2 * Long.BYTES + 6 * Integer.BYTES;

  ByteBuffer encode() {
    byte[] kind = (phase + " " + wire).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(BYTES + kind.length)
        .putLong(run)
        .putInt(attempt)
        .putLong(exchange)
        .putInt(source)
        .putInt(total)
        .putInt(offset)
        .putInt(length)
        .putInt(checksum)
        .put(kind)
        .flip();
  }

  static FrameHeader decode(ByteBuffer bytes) {
    long run = bytes.getLong();
    int attempt = bytes.getInt();
    long exchange = bytes.getLong();
    int source = bytes.getInt();
    int total = bytes.getInt();
    int offset = bytes.getInt();
    int length = bytes.getInt();
    int checksum = bytes.getInt();
    String[] kind = StandardCharsets.US_ASCII.decode(bytes).toString().split(" ", 2);
    return new FrameHeader(
        run,
        attempt,
        exchange,
        Phase.valueOf(kind[0]),
        WireFormat.valueOf(kind[1]),
        source,
        total,
        offset,
        length,
        checksum);
  }

  /** Bytes per value. */
  int valueBytes() {
    return phase == Phase.BYTES ? 1 : wire.bytes();
  }

  @Override
  public String toString() {
    return "frame at %d of %d of exchange %d (%s) from rank %d"
        .formatted(offset, total, exchange, phase.name().toLowerCase(Locale.ROOT), source);
  }
}
