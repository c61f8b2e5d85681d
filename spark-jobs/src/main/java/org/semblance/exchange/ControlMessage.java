package org.semblance.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message between ranks that carries no values.
 *
 * @param text reason of an {@link Kind#ABORT}, else empty
 */
record ControlMessage(Kind kind, long run, int attempt, int rank, String text) {

  /** What it says. */
  enum Kind {
    /** The first message of a connection: who is there. */
    HELLO,
    /** This rank is done and sends nothing more. */
    LEAVE,
    /** This rank cannot go on. */
    ABORT
  }

  static ControlMessage of(Kind kind, Membership me, String text) {
    return new ControlMessage(kind, me.run(), me.attempt(), me.rank(), text);
  }

  ByteBuffer encode() {
    byte[] words = (kind + "\n" + text).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + words.length)
        .putLong(run)
        .putInt(attempt)
        .putInt(rank)
        .put(words)
        .flip();
  }

  static ControlMessage decode(ByteBuffer bytes) {
    long run = bytes.getLong();
    int attempt = bytes.getInt();
    int rank = bytes.getInt();
    String[] words = StandardCharsets.UTF_8.decode(bytes).toString().split("\n", 2);
    return new ControlMessage(Kind.valueOf(words[0]), run, attempt, rank, words[1]);
  }
}
