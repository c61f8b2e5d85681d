package org.semblance.jobs.collective;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.semblance.collective.Collective;
import org.semblance.collective.PeerFailure;
import org.semblance.collective.RankOrderedSum;
import org.semblance.collective.RankOrderedSum.Addend;
import org.semblance.collective.Slice;

/**
 * Exchange over Spark's network layer, each rank connected to each other one. Values travel in
 * frames of at most {@value #FRAME_BYTES} bytes; a piece of a slice is summed as soon as it is here
 * from all ranks, and the sum goes out while later pieces arrive. Sums are taken in the order of
 * the ranks and have the bits of {@link org.semblance.collective.InProcessCollective}, unless
 * gradients are compressed.
 *
 * <p>Each exchange has a deadline. After a failure every later call fails with it too.
 */
public final class SparkTransportCollective implements Collective {

  /** Large enough to make its header and acknowledgement cheap, small enough to overlap. */
  static final int FRAME_BYTES = 1 << 20;

  /** What an exchange does with a piece of this rank's slice once it is summed. */
  private interface Summed {
    void piece(int from, int end);
  }

  private static final Summed NOTHING = (from, end) -> {};

  private final Membership me;
  private final GangEndpoint endpoint;
  private final Mailbox mailbox;
  private final Links links;
  private final SendBuffers buffers;
  private final Staging staging;
  private final Duration limit;
  private final Wire gradients;
  private long exchange;
  private Deadline deadline;
  private boolean closed;

  /**
   * @param endpoint closed with this collective
   * @param limit of each exchange
   * @param gradients how the addends and sums of {@link #allReduce} and {@link #reduceScatter}
   *     travel
   */
  SparkTransportCollective(
      GangEndpoint endpoint, Links links, SendBuffers buffers, Duration limit, Wire gradients) {
    this.me = endpoint.membership();
    this.endpoint = endpoint;
    this.mailbox = endpoint.mailbox();
    this.staging = endpoint.staging();
    this.links = links;
    this.buffers = buffers;
    this.limit = limit;
    this.gradients = gradients;
    deadline = Deadline.in(limit);
  }

  @Override
  public int rank() {
    return me.rank();
  }

  @Override
  public int size() {
    return me.size();
  }

  @Override
  public float[] reduceScatter(float[] values) {
    begin();
    float[] sum = new float[slice(values, rank()).length()];
    reduce(values, new Addend(sum, 0), NOTHING);
    return sum;
  }

  @Override
  public void allReduce(float[] values) {
    begin();
    Slice own = slice(values, rank());
    for (int peer : links.peers()) {
      Slice slice = slice(values, peer);
      mailbox.open(
          key(Phase.GATHER, peer), () -> new Part.Floats(values, slice.start(), slice.length()));
    }
    Addend target = new Addend(values, own.start());
    reduce(
        values,
        target,
        (from, end) -> {
          gradients.round(values, own.start() + from, end - from);
          sendToAll(Phase.GATHER, gradients, values, own, from, end);
        });
    for (int peer : links.peers()) {
      mailbox.take(key(Phase.GATHER, peer), deadline);
    }
  }

  @Override
  public float[] allGather(float[] values) {
    begin();
    Slice whole = new Slice(0, values.length);
    int from = 0;
    do {
      int end = Math.min(values.length, from + FRAME_BYTES / Float.BYTES);
      sendToAll(Phase.GATHER, Wire.FLOAT32, values, whole, from, end);
      from = end;
    } while (from < values.length);
    List<float[]> parts = new ArrayList<>();
    for (int rank = 0; rank < size(); rank++) {
      parts.add(rank == rank() ? values : floats(key(Phase.GATHER, rank)));
    }
    float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int offset = 0;
    for (int rank = 0; rank < size(); rank++) {
      float[] part = parts.get(rank);
      System.arraycopy(part, 0, joined, offset, part.length);
      offset += part.length;
      if (rank != rank()) {
        staging.give(part);
      }
    }
    return joined;
  }

  @Override
  public List<byte[]> allGather(byte[] payload) {
    begin();
    int from = 0;
    do {
      int end = Math.min(payload.length, from + FRAME_BYTES);
      ByteBuffer filled = buffers.take(mailbox, deadline).put(payload, from, end - from).flip();
      sendToAll(header(Phase.BYTES, Wire.FLOAT32, payload.length, from, end, filled), filled);
      from = end;
    } while (from < payload.length);
    List<byte[]> all = new ArrayList<>();
    for (int rank = 0; rank < size(); rank++) {
      all.add(
          rank == rank()
              ? payload.clone()
              : ((Part.Bytes) mailbox.take(key(Phase.BYTES, rank), deadline)).values());
    }
    return all;
  }

  @Override
  public void broadcast(float[] values, int root) {
    float[] source = allGather(rank() == root ? values : new float[0]);
    System.arraycopy(source, 0, values, 0, values.length);
  }

  @Override
  public void barrier() {
    allGather(new byte[0]);
  }

  @Override
  public void abort(String reason) {
    if (!closed) {
      mailbox.fail(new PeerFailure("rank " + rank() + " has given up: " + reason));
      links.abort(reason);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      links.close();
      endpoint.close();
    }
  }

  /**
   * Sums this rank's slice into {@code target}; the other slices of {@code values} go to their
   * ranks. Sending a piece and summing an earlier one alternate.
   */
  private void reduce(float[] values, Addend target, Summed then) {
    Slice own = slice(values, rank());
    List<Addend> addends = new ArrayList<>();
    for (int rank = 0; rank < size(); rank++) {
      addends.add(
          rank == rank()
              ? gradients.asReceived(values, own.start(), own.length())
              : expect(rank, own.length()));
    }
    int step = FRAME_BYTES / gradients.bytes();
    int longest = (values.length + size() - 1) / size();
    int summed = 0;
    for (int from = 0; from < longest; from += step) {
      for (int peer : links.peers()) {
        Slice slice = slice(values, peer);
        int end = Math.min(slice.length(), from + step);
        if (from < end) {
          ByteBuffer filled = fill(gradients, values, slice.start() + from, end - from);
          FrameHeader header = header(Phase.REDUCE, gradients, slice.length(), from, end, filled);
          links.send(peer, header, buffers.lend(filled, 1));
        }
      }
      int end = Math.min(own.length(), summed + step);
      if (summed < end && isHere(end)) {
        summed = sum(addends, summed, end, target, then);
      }
    }
    while (summed < own.length()) {
      int end = Math.min(own.length(), summed + step);
      for (int peer : links.peers()) {
        mailbox.await(key(Phase.REDUCE, peer), end, deadline);
      }
      summed = sum(addends, summed, end, target, then);
    }
    for (int peer : links.peers()) {
      staging.give(floats(key(Phase.REDUCE, peer)));
    }
  }

  /** Where the addends of {@code rank} arrive. */
  private Addend expect(int rank, int length) {
    Part part =
        mailbox.open(
            key(Phase.REDUCE, rank), () -> new Part.Floats(staging.take(length), 0, length));
    return new Addend(((Part.Floats) part).values(), 0);
  }

  private static int sum(List<Addend> addends, int from, int end, Addend target, Summed then) {
    RankOrderedSum.add(addends, from, end, target);
    then.piece(from, end);
    return end;
  }

  private boolean isHere(int end) {
    boolean here = true;
    for (int peer : links.peers()) {
      here &= mailbox.has(key(Phase.REDUCE, peer), end);
    }
    return here;
  }

  /** Sends elements {@code [from, end)} of {@code slice} to every other rank. */
  private void sendToAll(Phase phase, Wire wire, float[] values, Slice slice, int from, int end) {
    ByteBuffer filled = fill(wire, values, slice.start() + from, end - from);
    sendToAll(header(phase, wire, slice.length(), from, end, filled), filled);
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

  private FrameHeader header(
      Phase phase, Wire wire, int total, int from, int end, ByteBuffer filled) {
    return new FrameHeader(
        me.run(),
        me.attempt(),
        exchange,
        phase,
        wire,
        rank(),
        total,
        from,
        end - from,
        Links.checksum(filled));
  }

  private float[] floats(Mailbox.Key key) {
    return ((Part.Floats) mailbox.take(key, deadline)).values();
  }

  private Mailbox.Key key(Phase phase, int source) {
    return new Mailbox.Key(exchange, phase, source);
  }

  private Slice slice(float[] values, int rank) {
    return Slice.of(values.length, rank, size());
  }

  private void begin() {
    exchange++;
    deadline = Deadline.in(limit);
    mailbox.requireHealth();
  }
}
