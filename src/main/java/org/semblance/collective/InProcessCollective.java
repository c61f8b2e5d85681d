package org.semblance.collective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.semblance.collective.RankOrderedSum.Addend;

/** Ranks that are threads of one JVM: they read each other's arrays between two barriers. */
public final class InProcessCollective implements Collective {

  /** What the ranks share. */
  private record Board(
      CyclicBarrier barrier, Object[] posts, AtomicReference<@Nullable String> failure) {}

  private final Board board;
  private final int rank;

  private InProcessCollective(Board board, int rank) {
    this.board = board;
    this.rank = rank;
  }

  /** One collective per rank, in the order of the ranks. */
  public static List<Collective> group(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1, got " + size);
    }
    Board board = new Board(new CyclicBarrier(size), new Object[size], new AtomicReference<>());
    return IntStream.range(0, size)
        .<Collective>mapToObj(rank -> new InProcessCollective(board, rank))
        .toList();
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return board.posts().length;
  }

  @Override
  public float[] reduceScatter(float[] values) {
    Slice slice = Slice.of(values.length, rank, size());
    return exchange(
        values,
        posts -> {
          List<Addend> addends = new ArrayList<>();
          for (Object post : posts) {
            float[] addend = (float[]) post;
            if (addend.length != values.length) {
              throw new IllegalStateException(
                  "values must have the same length on every rank, got "
                      + values.length
                      + " and "
                      + addend.length);
            }
            addends.add(new Addend(addend, slice.start()));
          }
          float[] sum = new float[slice.length()];
          RankOrderedSum.add(addends, 0, sum.length, new Addend(sum, 0));
          return sum;
        });
  }

  @Override
  public float[] allGather(float[] values) {
    return exchange(
        values,
        posts -> {
          int length = Arrays.stream(posts).mapToInt(post -> ((float[]) post).length).sum();
          float[] joined = new float[length];
          int offset = 0;
          for (Object post : posts) {
            float[] part = (float[]) post;
            System.arraycopy(part, 0, joined, offset, part.length);
            offset += part.length;
          }
          return joined;
        });
  }

  @Override
  public List<byte[]> allGather(byte[] payload) {
    return exchange(
        payload, posts -> Arrays.stream(posts).map(post -> ((byte[]) post).clone()).toList());
  }

  @Override
  public void broadcast(float[] values, int root) {
    float[] source = exchange(values, posts -> ((float[]) posts[root]).clone());
    System.arraycopy(source, 0, values, 0, values.length);
  }

  @Override
  public void barrier() {
    await();
  }

  @Override
  public void abort(String reason) {
    board.failure().compareAndSet(null, "rank " + rank + " failed: " + reason);
    board.barrier().reset();
  }

  /** Leaves the group; ranks that still wait for this one fail. */
  @Override
  public void close() {
    board.barrier().reset();
  }

  private <T> T exchange(Object mine, Function<Object[], T> read) {
    board.posts()[rank] = mine;
    await();
    T result = read.apply(board.posts());
    await();
    return result;
  }

  private void await() {
    try {
      requireNoFailure();
      board.barrier().await();
    } catch (BrokenBarrierException failure) {
      requireNoFailure();
      throw new PeerFailure("another rank left the group before rank " + rank);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("rank " + rank + " was interrupted", failure);
    }
  }

  private void requireNoFailure() {
    String failure = board.failure().get();
    if (failure != null) {
      throw new PeerFailure(failure);
    }
  }
}
