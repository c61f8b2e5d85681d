package org.semblance.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Passes a wish to stop on to the ranks: cancels their job without interrupting them, which each
 * sees after its step; then waits until the first has written its checkpoint.
 */
final class StopWatcher extends SparkListener implements AutoCloseable {

  private static final long PAUSE_MILLIS = 200;
  private static final long GRACE_SECONDS = 110;

  private final SparkContext spark;
  private final String jobGroup;
  private final BooleanSupplier stop;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CountDownLatch taskEnded = new CountDownLatch(1);
  private final Thread thread;

  /** Starts to watch, until closed. */
  StopWatcher(SparkContext spark, String jobGroup, BooleanSupplier stop) {
    this.spark = spark;
    this.jobGroup = jobGroup;
    this.stop = stop;
    thread = new Thread(this::watch, "training-stop");
    thread.setDaemon(true);
  }

  void start() {
    spark.addSparkListener(this);
    thread.start();
  }

  /** Whether the ranks were told to stop. */
  boolean hasStopped() {
    return stopped.get();
  }

  /** Waits until a task has ended, or the grace time is over. */
  void awaitCheckpoint() {
    try {
      taskEnded.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    taskEnded.countDown();
  }

  @Override
  public void close() {
    thread.interrupt();
    spark.removeSparkListener(this);
  }

  private void watch() {
    try {
      while (!stop.getAsBoolean()) {
        Thread.sleep(PAUSE_MILLIS);
      }
      stopped.set(true);
      spark.cancelJobGroup(jobGroup);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
