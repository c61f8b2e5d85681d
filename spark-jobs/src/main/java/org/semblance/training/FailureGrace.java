package org.semblance.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time that the other ranks have to end after one has failed; what remains is then cancelled. */
final class FailureGrace implements AutoCloseable {

  private static final long SECONDS = 4;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final Thread thread;

  FailureGrace(Runnable cancel) {
    thread = new Thread(() -> watch(cancel), "process-group-failure-grace");
    thread.setDaemon(true);
    thread.start();
  }

  /** A rank has failed. */
  void begin() {
    begun.countDown();
  }

  /** All ranks have ended. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch(Runnable cancel) {
    try {
      begun.await();
      TimeUnit.SECONDS.sleep(SECONDS);
      cancel.run();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
