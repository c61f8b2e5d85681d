package org.semblance.train.feed;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The rows of one step, ready for the net. Closing it gives its buffer back to the feed: the buffer
 * must not be read afterwards.
 *
 * @param step within the round
 * @param stepsOfRound number of steps that the round has
 * @param images direct, native order, {@code [rows, 3, side, side]} float32
 * @param classes per row, the dense index of its training class
 * @param representatives per row, whether it stands for its class
 * @param release takes {@code images} back
 */
public record FeedBatch(
    int step,
    int stepsOfRound,
    ByteBuffer images,
    int[] classes,
    boolean[] representatives,
    Consumer<ByteBuffer> release)
    implements AutoCloseable {

  /** Number of rows. */
  public int rows() {
    return classes.length;
  }

  /** Whether the round ends with this step. */
  public boolean lastOfRound() {
    return step == stepsOfRound - 1;
  }

  @Override
  public void close() {
    release.accept(images);
  }
}
