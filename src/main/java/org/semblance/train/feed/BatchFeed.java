package org.semblance.train.feed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.semblance.batch.PlanRow;
import org.semblance.fault.SemblanceException;
import org.semblance.train.settings.TrainSettings.PrefetchSettings;

/**
 * Gives the batches of the plan in order, decoded and augmented ahead by threads of its own. It
 * runs across rounds, so that no round starts cold.
 *
 * <p>Batches live in direct buffers that are reused; besides those ready or in work there is the
 * one the caller holds.
 */
public final class BatchFeed implements BatchSource {

  /** Bytes; the rounding of kernels may depend on it. */
  private static final int ALIGNMENT = 64;

  private final ImageReader reader;
  private final ClassIndex classes;
  private final int ahead;
  private final ExecutorService threads;
  private final PlanSteps steps;
  private final Deque<Future<FeedBatch>> queue = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<ByteBuffer> idle = new ConcurrentLinkedQueue<>();

  /**
   * Starts to prepare the batches from {@code start} to the end of round {@code rounds - 1}.
   *
   * @param transforms of the images; seeded by the row
   */
  public BatchFeed(
      TrainingData data,
      RowTransforms transforms,
      ClassIndex classes,
      PrefetchSettings prefetch,
      Cursor start,
      int rounds) {
    this.reader = new ImageReader(data, transforms);
    this.classes = classes;
    this.ahead = prefetch.batches();
    this.threads = Executors.newFixedThreadPool(prefetch.threads(), BatchFeed::thread);
    this.steps = new PlanSteps(data, start, rounds, threads);
  }

  /**
   * The next batch, empty after the last; waits until it is ready. Close it after use.
   *
   * @throws SemblanceException data, if the plan or an image is unusable
   */
  @Override
  public Optional<FeedBatch> next() {
    topUp();
    Future<FeedBatch> ready = queue.poll();
    if (ready == null) {
      return Optional.empty();
    }
    FeedBatch batch = await(ready);
    topUp();
    return Optional.of(batch);
  }

  /** Stops the threads; batches not yet taken are dropped. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void topUp() {
    while (queue.size() < ahead && steps.hasNext()) {
      PlanSteps.Step step = steps.next();
      queue.add(threads.submit(() -> prepare(step)));
    }
  }

  private FeedBatch prepare(PlanSteps.Step step) {
    int rows = step.rows().size();
    int[] labels = new int[rows];
    boolean[] representatives = new boolean[rows];
    ByteBuffer images = buffer(rows * reader.bytesPerImage());
    for (int i = 0; i < rows; i++) {
      PlanRow row = step.rows().get(i);
      labels[i] = classes.of(row.classId());
      representatives[i] = row.representative();
      reader.read(row, images, i);
    }
    return new FeedBatch(
        step.number(), step.stepsOfRound(), images, labels, representatives, idle::add);
  }

  private ByteBuffer buffer(int bytes) {
    ByteBuffer reused = idle.poll();
    ByteBuffer buffer = reused != null && reused.capacity() >= bytes ? reused : aligned(bytes);
    return buffer.clear().limit(bytes);
  }

  /** A new direct buffer of at least {@code bytes}, aligned as PyTorch's own memory. */
  public static ByteBuffer aligned(int bytes) {
    return ByteBuffer.allocateDirect(bytes + 2 * ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .order(ByteOrder.nativeOrder());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof SemblanceException cause) {
        throw cause;
      }
      throw new IllegalStateException("a batch could not be prepared", failure.getCause());
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", failure);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "batch-feed");
    thread.setDaemon(true);
    return thread;
  }
}
