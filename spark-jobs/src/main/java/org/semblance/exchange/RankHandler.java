package org.semblance.exchange;

import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.network.client.RpcResponseCallback;
import org.apache.spark.network.client.StreamCallbackWithID;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.network.server.OneForOneStreamManager;
import org.apache.spark.network.server.RpcHandler;
import org.apache.spark.network.server.StreamManager;
import org.semblance.collective.PeerFailure;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/** Puts what other ranks send into the mailbox; refuses whoever is not of this attempt. */
final class RankHandler extends RpcHandler {

  private final Membership me;
  private final Mailbox mailbox;
  private final Staging staging;
  private final StreamManager streams = new OneForOneStreamManager();
  private final Map<Channel, Integer> ranks = new ConcurrentHashMap<>();

  RankHandler(Membership me, Mailbox mailbox, Staging staging) {
    this.me = me;
    this.mailbox = mailbox;
    this.staging = staging;
  }

  /** Remembers which rank a connection leads to. */
  void connected(Channel channel, int rank) {
    ranks.put(channel, rank);
    if (!channel.isActive()) {
      mailbox.lost(rank);
    }
  }

  @Override
  public void receive(TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    ControlMessage notice = ControlMessage.decode(message);
    requireMember(notice.run(), notice.attempt(), notice.rank());
    switch (notice.kind()) {
      case HELLO -> {
        ranks.put(client.getChannel(), notice.rank());
        StrangerLimit.lift(client.getChannel());
      }
      case LEAVE -> mailbox.left(notice.rank());
      case ABORT ->
          mailbox.fail(new PeerFailure(mailbox.name(notice.rank()) + " failed: " + notice.text()));
    }
    callback.onSuccess(ByteBuffer.allocate(0));
  }

  @Override
  public StreamCallbackWithID receiveStream(
      TransportClient client, ByteBuffer message, RpcResponseCallback callback) {
    FrameHeader header = FrameHeader.decode(message);
    requireMember(header.run(), header.attempt(), header.source());
    if (!Integer.valueOf(header.source()).equals(ranks.get(client.getChannel()))) {
      throw new IllegalStateException("the sender of the " + header + " is not that rank");
    }
    Mailbox.Key key = new Mailbox.Key(header.exchange(), header.phase(), header.source());
    if (mailbox.isTaken(key)) {
      throw refused(header);
    }
    Part part = mailbox.open(key, () -> fresh(header));
    if (part.total() != header.total()) {
      IllegalStateException mismatch =
          new IllegalStateException(
              "values must have the same length on every rank, got %d and %d from rank %d"
                  .formatted(part.total(), header.total(), header.source()));
      mailbox.fail(mismatch);
      throw mismatch;
    }
    if (!part.announce(header.offset(), header.length())) {
      throw refused(header);
    }
    return new FrameLanding(header, part, mailbox);
  }

  /** A frame that was sent twice, or one before it never: nothing may be added up from it. */
  private SemblanceException refused(FrameHeader header) {
    SemblanceException failure =
        new SemblanceException(
            ExitCode.TRAINING,
            "the %s came twice or out of order: look for what stands between the hosts, then continue with --resume"
                .formatted(header));
    mailbox.fail(failure);
    return failure;
  }

  @Override
  public StreamManager getStreamManager() {
    return streams;
  }

  @Override
  public void channelInactive(TransportClient client) {
    Integer rank = ranks.remove(client.getChannel());
    if (rank != null) {
      mailbox.lost(rank);
    }
  }

  private void requireMember(long run, int attempt, int rank) {
    if (run != me.run() || attempt != me.attempt() || rank < 0 || rank >= me.size()) {
      throw new IllegalStateException(
          "a message of rank %d, attempt %d of run %x is not for attempt %d of run %x"
              .formatted(rank, attempt, run, me.attempt(), me.run()));
    }
  }

  private Part fresh(FrameHeader header) {
    return header.phase() == Phase.BYTES
        ? new Part.Bytes(header.total())
        : new Part.Floats(staging.take(header.total()), 0, header.total());
  }
}
