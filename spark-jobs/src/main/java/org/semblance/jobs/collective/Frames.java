package org.semblance.jobs.collective;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.semblance.collective.Slice;

/** One rank's way to send parts of an exchange in frames and to await those of the others. */
final class Frames {

  /** Large enough to make a header and its acknowledgement cheap, small enough to overlap. */
  static final int BYTES = 1 << 20;

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
  Frames(GangEndpoint endpoint, Links links, SendBuffers buffers, Duration limit) {
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
  void send(int peer, Phase phase, Wire wire, float[] values, int start, Cut cut) {
    ByteBuffer filled = fill(wire, values, start, cut.length());
    links.send(peer, header(phase, wire, cut, filled), buffers.lend(filled, 1));
  }

  /** Sends the values of {@code cut}, the first of which is element {@code start}, to all peers. */
  void sendToAll(Phase phase, Wire wire, float[] values, int start, Cut cut) {
    ByteBuffer filled = fill(wire, values, start, cut.length());
    sendToAll(header(phase, wire, cut, filled), filled);
  }

  /** Sends bytes {@code [from, end)} of the cut to all peers. */
  void sendToAll(byte[] payload, Cut cut) {
    ByteBuffer filled =
        buffers.take(mailbox, deadline).put(payload, cut.from(), cut.length()).flip();
    sendToAll(header(Phase.BYTES, Wire.FLOAT32, cut, filled), filled);
  }

  private void sendToAll(FrameHeader header, ByteBuffer filled) {
    int[] peers = links.peers();
    SendBuffers.Loan loan = buffers.lend(filled, peers.length);
    for (int peer : peers) {
      links.send(peer, header, loan);
    }
  }

  private ByteBuffer fill(Wire wire, float[] values, int start, int length) {
    ByteBuffer buffer = buffers.take(mailbox, deadline);
    wire.write(values, start, length, buffer);
    return buffer.flip();
  }

  private FrameHeader header(Phase phase, Wire wire, Cut cut, ByteBuffer filled) {
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
        Links.checksum(filled));
  }

  private Mailbox.Key key(Phase phase, int source) {
    return new Mailbox.Key(exchange, phase, source);
  }
}
