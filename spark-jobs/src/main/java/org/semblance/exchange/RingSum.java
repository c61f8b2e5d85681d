package org.semblance.exchange;

import org.semblance.collective.Slice;

/**
 * Each rank receives from the next one only and sends to the previous one only. The sum of slice s
 * begins as the addend of rank s - 1 and comes by ranks s - 2, s - 3, ... to rank s, each of which
 * adds its own: ranks count down from s - 1 to s, cyclically, and that is the order of the sum.
 * Sums then go round the same way. Each piece is passed on while the next one arrives.
 *
 * <p>The bytes are those of {@link DirectSum}, in 2 (W - 1) hops instead of two, with as many send
 * buffers whatever W.
 */
final class RingSum implements Summation {

  private static final int PIECE = Frames.BYTES / Float.BYTES;

  private final Frames frames;
  private final WireFormat wire;
  private final int next;
  private final int previous;

  /**
   * @param wire how sums travel; partial sums keep all bits
   */
  RingSum(Frames frames, WireFormat wire) {
    this.frames = frames;
    this.wire = wire;
    next = (frames.rank() + 1) % frames.size();
    previous = (frames.rank() + frames.size() - 1) % frames.size();
  }

  @Override
  public float[] reduceScatter(float[] values) {
    frames.begin();
    float[] sum = new float[slice(values, 0).length()];
    reduce(values, sum, 0, Summed::ignore);
    return sum;
  }

  @Override
  public void allReduce(float[] values) {
    frames.begin();
    Slice own = slice(values, 0);
    frames.expectIn(Phase.GATHER, next, values, own.end(), values.length - own.length());
    Stream out = new Stream(Phase.GATHER, wire, values.length - slice(values, -1).length());
    reduce(
        values,
        values,
        own.start(),
        (from, end) -> {
          wire.round(values, own.start() + from, end - from);
          out.send(values, own.start() + from, end - from);
        });
    int arrived = 0;
    for (int hop = 1; hop < frames.size() - 1; hop++) {
      Slice slice = slice(values, hop);
      for (int at = slice.start(); at < slice.end(); at += PIECE) {
        int length = Math.min(PIECE, slice.end() - at);
        arrived += length;
        frames.await(Phase.GATHER, next, arrived);
        out.send(values, at, length);
      }
    }
    frames.take(Phase.GATHER, next);
  }

  /** Sums this rank's slice into {@code target} from {@code start} on. */
  private void reduce(float[] values, float[] target, int start, Summed then) {
    int total = values.length - slice(values, 1).length();
    float[] received = frames.expect(Phase.REDUCE, next, total);
    Stream out =
        new Stream(Phase.REDUCE, WireFormat.FLOAT32, values.length - slice(values, 0).length());
    Slice first = slice(values, 1);
    for (int at = first.start(); at < first.end(); at += PIECE) {
      out.send(values, at, Math.min(PIECE, first.end() - at));
    }
    int arrived = 0;
    for (int hop = 2; hop <= frames.size(); hop++) {
      Slice slice = slice(values, hop);
      for (int from = 0; from < slice.length(); from += PIECE) {
        int length = Math.min(PIECE, slice.length() - from);
        frames.await(Phase.REDUCE, next, arrived + length);
        boolean last = hop == frames.size();
        float[] sums = last ? target : received;
        int at = last ? start + from : arrived;
        for (int i = 0; i < length; i++) {
          sums[at + i] = received[arrived + i] + values[slice.start() + from + i];
        }
        if (last) {
          then.piece(from, from + length);
        } else {
          out.send(received, arrived, length);
        }
        arrived += length;
      }
    }
    frames.give(frames.take(Phase.REDUCE, next));
  }

  /** The slice of the rank that is {@code hops} further on. */
  private Slice slice(float[] values, int hops) {
    int rank = Math.floorMod(frames.rank() + hops, frames.size());
    return frames.slice(values.length, rank);
  }

  /** Values on their way to the previous rank. */
  private final class Stream {

    private final Phase phase;
    private final WireFormat encoding;
    private final int total;
    private int sent;

    Stream(Phase phase, WireFormat encoding, int total) {
      this.phase = phase;
      this.encoding = encoding;
      this.total = total;
    }

    void send(float[] values, int start, int length) {
      frames.send(
          previous, phase, encoding, values, start, new FrameRange(total, sent, sent + length));
      sent += length;
    }
  }
}
