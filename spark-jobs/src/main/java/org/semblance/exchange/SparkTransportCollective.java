package org.semblance.exchange;

import java.util.ArrayList;
import java.util.List;
import org.semblance.collective.Collective;
import org.semblance.collective.PeerFailure;

/**
 * Exchange over Spark's network layer, each rank connected to each other one. Values travel in
 * frames of at most {@value Frames#BYTES} bytes; a {@link Summation} says which ways.
 *
 * <p>Each exchange has a deadline. After a failure every later call fails with it too.
 */
public final class SparkTransportCollective implements Collective {

  private final RankEndpoint endpoint;
  private final Links links;
  private final Frames frames;
  private final Summation summation;
  private boolean closed;

  /**
   * @param endpoint closed with this collective
   */
  SparkTransportCollective(RankEndpoint endpoint, Links links, Frames frames, Summation summation) {
    this.endpoint = endpoint;
    this.links = links;
    this.frames = frames;
    this.summation = summation;
  }

  @Override
  public int rank() {
    return frames.rank();
  }

  @Override
  public int size() {
    return frames.size();
  }

  @Override
  public float[] reduceScatter(float[] values) {
    return summation.reduceScatter(values);
  }

  @Override
  public void allReduce(float[] values) {
    summation.allReduce(values);
  }

  @Override
  public float[] allGather(float[] values) {
    frames.begin();
    int from = 0;
    do {
      int end = Math.min(values.length, from + Frames.BYTES / Float.BYTES);
      FrameRange cut = new FrameRange(values.length, from, end);
      frames.sendToAll(Phase.GATHER, WireFormat.FLOAT32, values, from, cut);
      from = end;
    } while (from < values.length);
    List<float[]> parts = new ArrayList<>();
    for (int rank = 0; rank < size(); rank++) {
      parts.add(rank == rank() ? values : frames.take(Phase.GATHER, rank));
    }
    float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int offset = 0;
    for (int rank = 0; rank < size(); rank++) {
      float[] part = parts.get(rank);
      System.arraycopy(part, 0, joined, offset, part.length);
      offset += part.length;
      if (rank != rank()) {
        frames.give(part);
      }
    }
    return joined;
  }

  @Override
  public List<byte[]> allGather(byte[] payload) {
    frames.begin();
    int from = 0;
    do {
      int end = Math.min(payload.length, from + Frames.BYTES);
      frames.sendToAll(payload, new FrameRange(payload.length, from, end));
      from = end;
    } while (from < payload.length);
    List<byte[]> all = new ArrayList<>();
    for (int rank = 0; rank < size(); rank++) {
      all.add(rank == rank() ? payload.clone() : frames.takeBytes(rank));
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
      endpoint.mailbox().fail(new PeerFailure("rank " + rank() + " has given up: " + reason));
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
}
