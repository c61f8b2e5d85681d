package org.semblance.exchange;

import java.util.ArrayList;
import java.util.List;
import org.semblance.collective.RankOrderedSum;
import org.semblance.collective.RankOrderedSum.Addend;
import org.semblance.collective.Slice;

/**
 * Each rank sends each other one its slice of the addends, and then its slice of the sum. A piece
 * is summed as soon as it is here from all ranks, and the sum goes out while later pieces arrive.
 *
 * <p>Addends are added in the order of the ranks: the bits of {@link
 * org.semblance.collective.InProcessCollective}, unless values are compressed.
 */
final class DirectSum implements Summation {

  private final Frames frames;
  private final WireFormat wire;

  /**
   * @param wire how addends and sums travel
   */
  DirectSum(Frames frames, WireFormat wire) {
    this.frames = frames;
    this.wire = wire;
  }

  @Override
  public float[] reduceScatter(float[] values) {
    frames.begin();
    float[] sum = new float[slice(values, frames.rank()).length()];
    reduce(values, new Addend(sum, 0), Summed::ignore);
    return sum;
  }

  @Override
  public void allReduce(float[] values) {
    frames.begin();
    Slice own = slice(values, frames.rank());
    for (int peer : frames.peers()) {
      Slice slice = slice(values, peer);
      frames.expectIn(Phase.GATHER, peer, values, slice.start(), slice.length());
    }
    reduce(
        values,
        new Addend(values, own.start()),
        (from, end) -> {
          wire.round(values, own.start() + from, end - from);
          FrameRange cut = new FrameRange(own.length(), from, end);
          frames.sendToAll(Phase.GATHER, wire, values, own.start() + from, cut);
        });
    for (int peer : frames.peers()) {
      frames.take(Phase.GATHER, peer);
    }
  }

  /**
   * Sums this rank's slice into {@code target}; the other slices of {@code values} go to their
   * ranks. Sending a piece and summing an earlier one alternate.
   */
  private void reduce(float[] values, Addend target, Summed then) {
    Slice own = slice(values, frames.rank());
    List<Addend> addends = addends(values, own);
    int step = Frames.BYTES / wire.bytes();
    int longest = (values.length + frames.size() - 1) / frames.size();
    int summed = 0;
    for (int from = 0; from < longest; from += step) {
      for (int peer : frames.peers()) {
        Slice slice = slice(values, peer);
        int end = Math.min(slice.length(), from + step);
        if (from < end) {
          FrameRange cut = new FrameRange(slice.length(), from, end);
          frames.send(peer, Phase.REDUCE, wire, values, slice.start() + from, cut);
        }
      }
      int end = Math.min(own.length(), summed + step);
      if (summed < end && isHere(end)) {
        summed = sum(addends, summed, end, target, then);
      }
    }
    while (summed < own.length()) {
      int end = Math.min(own.length(), summed + step);
      for (int peer : frames.peers()) {
        frames.await(Phase.REDUCE, peer, end);
      }
      summed = sum(addends, summed, end, target, then);
    }
    for (int peer : frames.peers()) {
      frames.give(frames.take(Phase.REDUCE, peer));
    }
  }

  private List<Addend> addends(float[] values, Slice own) {
    List<Addend> addends = new ArrayList<>();
    for (int rank = 0; rank < frames.size(); rank++) {
      addends.add(
          rank == frames.rank()
              ? wire.asReceived(values, own.start(), own.length())
              : new Addend(frames.expect(Phase.REDUCE, rank, own.length()), 0));
    }
    return addends;
  }

  private static int sum(List<Addend> addends, int from, int end, Addend target, Summed then) {
    RankOrderedSum.add(addends, from, end, target);
    then.piece(from, end);
    return end;
  }

  private boolean isHere(int end) {
    boolean here = true;
    for (int peer : frames.peers()) {
      here &= frames.has(Phase.REDUCE, peer, end);
    }
    return here;
  }

  private Slice slice(float[] values, int rank) {
    return frames.slice(values.length, rank);
  }
}
