package org.semblance.exchange;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.apache.spark.network.buffer.NioManagedBuffer;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.TransportClient;
import org.jspecify.annotations.Nullable;
import org.semblance.exchange.ControlMessage.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outgoing connections of one rank, one to each other rank. */
final class Links {

  private static final long ACKNOWLEDGE_MILLIS = 5000;
  private static final long LEAVE_MILLIS = 2000;
  private static final long PAUSE_MILLIS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  private final Membership me;
  private final Mailbox mailbox;
  private final List<@Nullable TransportClient> clients;
  private final AtomicInteger unacknowledged = new AtomicInteger();

  /**
   * @param clients by rank; null at this rank's own place
   */
  Links(Membership me, Mailbox mailbox, List<@Nullable TransportClient> clients) {
    this.me = me;
    this.mailbox = mailbox;
    this.clients = clients;
  }

  /** The other ranks, the next one first, so that not all ranks send to the same one at once. */
  int[] peers() {
    return IntStream.range(1, me.size()).map(i -> (me.rank() + i) % me.size()).toArray();
  }

  /**
   * Sends one frame.
   *
   * @param header without checksum
   * @param filled the frame's bytes, on loan until sent
   */
  void send(int peer, FrameHeader header, SendBuffers.Loan filled) {
    TransportClient client = clients.get(peer);
    if (client == null) {
      throw new IllegalArgumentException("rank " + peer + " cannot send to itself");
    }
    unacknowledged.incrementAndGet();
    client.uploadStream(new NioManagedBuffer(header.encode()), filled, new Acknowledgement(peer));
  }

  /** CRC-32C of a buffer's bytes. */
  static int checksum(ByteBuffer filled) {
    CRC32C checksum = new CRC32C();
    checksum.update(filled.duplicate());
    return (int) checksum.getValue();
  }

  /** Tells all other ranks why this one cannot go on. */
  void abort(String reason) {
    for (TransportClient client : clients) {
      if (client != null && client.isActive()) {
        client.send(ControlMessage.of(Kind.ABORT, me, reason).encode());
      }
    }
  }

  /** Waits until the others have read what was sent, takes leave and hangs up. */
  void close() {
    long deadline = System.currentTimeMillis() + ACKNOWLEDGE_MILLIS;
    try {
      while (unacknowledged.get() > 0
          && System.currentTimeMillis() < deadline
          && !mailbox.hasFailed()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    for (TransportClient client : clients) {
      if (client != null) {
        takeLeave(client);
        client.close();
      }
    }
  }

  private void takeLeave(TransportClient client) {
    try {
      client.sendRpcSync(ControlMessage.of(Kind.LEAVE, me, "").encode(), LEAVE_MILLIS);
    } catch (RuntimeException gone) {
      LOG.debug("{} is gone already", client.getSocketAddress(), gone);
    }
  }

  /** Hears whether a frame has arrived. */
  private final class Acknowledgement implements RpcResponseCallback {

    private final int peer;

    Acknowledgement(int peer) {
      this.peer = peer;
    }

    @Override
    public void onSuccess(ByteBuffer nothing) {
      unacknowledged.decrementAndGet();
    }

    @Override
    public void onFailure(Throwable cause) {
      unacknowledged.decrementAndGet();
      mailbox.lost(peer);
    }
  }
}
