package org.semblance.exchange;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.semblance.collective.Slice;

/** One rank's way to send parts of an exchange in frames and to await those of the others. */
final class Frames {

  /** Values that are copied and checked while they are in the first-level cache. */
  private static final int CACHED = 4096;

  /** Large enough to make a header and its acknowledgement cheap, small enough to overlap. */
  static final int BYTES = 1 << 21;

  private final Membership me;
  private final Mailbox mailbox;
  private final Staging staging;
  private final Links links;
  private final SendBuffers buffers;
  private final Duration limit;
  private long exchange;
  private Deadline deadline;

  /**
   * @param limit of each exchange
   */
  Frames(RankEndpoint endpoint, Links links, SendBuffers buffers, Duration limit) {
    me = endpoint.membership();
    mailbox = endpoint.mailbox();
    staging = endpoint.staging();
    this.links = links;
    this.buffers = buffers;
    this.limit = limit;
    deadline = Deadline.in(limit);
  }

  /** Starts the next exchange, which must be over when the limit is. */
  void begin() {
    exchange++;
    deadline = Deadline.in(limit);
    mailbox.requireHealth();
  }

  int rank() {
    return me.rank();
  }

  int size() {
    return me.size();
  }

  int[] peers() {
    return links.peers();
  }

  /** What {@code rank} reduces of an array of this length. */
  Slice slice(int length, int rank) {
    return Slice.of(length, rank, me.size());
  }

  /** The array that a part from {@code source} arrives in, from its first element on. */
  float[] expect(Phase phase, int source, int total) {
    Part part =
        mailbox.open(key(phase, source), () -> new Part.Floats(staging.take(total), 0, total));
    return ((Part.Floats) part).values();
  }

  /**
   * Lets a part from {@code source} arrive in {@code values} from {@code start} on, and after the
   * end at the beginning; to be called before any of it can be sent.
   */
  void expectIn(Phase phase, int source, float[] values, int start, int total) {
    mailbox.open(key(phase, source), () -> new Part.Floats(values, start, total));
  }

  /** Whether the first {@code values} values of an expected part are here. */
  boolean has(Phase phase, int source, int values) {
    return mailbox.has(key(phase, source), values);
  }

  /** Waits for the first {@code values} values of an expected part. */
  void await(Phase phase, int source, int values) {
    mailbox.await(key(phase, source), values, deadline);
  }

  /** Waits for a whole part and forgets it. */
  float[] take(Phase phase, int source) {
    return ((Part.Floats) mailbox.take(key(phase, source), deadline)).values();
  }

  /** Waits for the bytes of {@code source}. */
  byte[] takeBytes(int source) {
    return ((Part.Bytes) mailbox.take(key(Phase.BYTES, source), deadline)).values();
  }

  /** Gives back an array that {@link #expect} or {@link #take} gave. */
  void give(float[] staged) {
    staging.give(staged);
  }

  /** Sends the values of {@code cut}, the first of which is element {@code start}. */
  void send(int peer, Phase phase, WireFormat wire, float[] values, int start, FrameRange cut) {
    ByteBuffer buffer = buffers.take(mailbox, deadline);
    FrameHeader header = fill(buffer, phase, wire, values, start, cut);
    links.send(peer, header, buffers.lend(buffer, 1));
  }

  /** Sends the values of {@code cut}, the first of which is element {@code start}, to all peers. */
  void sendToAll(Phase phase, WireFormat wire, float[] values, int start, FrameRange cut) {
    ByteBuffer buffer = buffers.take(mailbox, deadline);
    sendToAll(fill(buffer, phase, wire, values, start, cut), buffer);
  }

  /** Sends bytes {@code [from, end)} of the cut to all peers. */
  void sendToAll(byte[] payload, FrameRange cut) {
    ByteBuffer filled =
        buffers.take(mailbox, deadline).put(payload, cut.from(), cut.length()).flip();
    sendToAll(header(Phase.BYTES, WireFormat.FLOAT32, cut, Links.checksum(filled)), filled);
  }

  private void sendToAll(FrameHeader header, ByteBuffer filled) {
    int[] peers = links.peers();
    SendBuffers.Loan loan = buffers.lend(filled, peers.length);
    for (int peer : peers) {
      links.send(peer, header, loan);
    }
  }

  /** The header of a frame whose values are now in {@code buffer}. */
  private FrameHeader fill(
      ByteBuffer buffer, Phase phase, WireFormat wire, float[] values, int start, FrameRange cut) {
    CRC32C checksum = new CRC32C();
    for (int at = 0; at < cut.length(); at += CACHED) {
      int begin = buffer.position();
      wire.write(values, start + at, Math.min(CACHED, cut.length() - at), buffer);
      checksum.update(buffer.duplicate().flip().position(begin));
    }
    buffer.flip();
    return header(phase, wire, cut, (int) checksum.getValue());
  }

  private FrameHeader header(Phase phase, WireFormat wire, FrameRange cut, int checksum) {
    return new FrameHeader(
        me.run(),
        me.attempt(),
        exchange,
        phase,
        wire,
        rank(),
        cut.total(),
        cut.from(),
        cut.length(),
        checksum);
  }

  private Mailbox.Key key(Phase phase, int source) {
    return new Mailbox.Key(exchange, phase, source);
  }
}
