package org.semblance.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.util.SignalUtils;
import org.semblance.fault.ExitCode;
import org.semblance.stage.Interruption;
import scala.runtime.AbstractFunction0;

/**
 * Lets a job end in order on SIGTERM and SIGINT: the signal is noted, and the process waits for the
 * job to write what it has before Spark's own shutdown begins.
 */
final class Signals implements AutoCloseable {

  /** Before the hooks of Spark (50) and Hadoop (10). */
  private static final int PRIORITY = 100;

  private static final long GRACE_SECONDS = 120;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable hook;

  private Signals(Interruption interruption) {
    this.hook = () -> await(interruption);
  }

  /** Watches until closed. */
  static Signals watch(Interruption interruption) {
    Signals signals = new Signals(interruption);
    SignalUtils.register("TERM", new Note(interruption, ExitCode.TERMINATED));
    SignalUtils.register("INT", new Note(interruption, ExitCode.INTERRUPTED));
    ShutdownHookManager.get()
        .addShutdownHook(signals.hook, PRIORITY, GRACE_SECONDS, TimeUnit.SECONDS);
    return signals;
  }

  private void await(Interruption interruption) {
    if (!interruption.isRequested()) {
      return;
    }
    try {
      ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }

  /** Notes the signal and leaves it to the previous handler, which begins the shutdown. */
  private static final class Note extends AbstractFunction0<Object> {

    private final Interruption interruption;
    private final ExitCode code;

    Note(Interruption interruption, ExitCode code) {
      this.interruption = interruption;
      this.code = code;
    }

    @Override
    public Object apply() {
      interruption.request(code);
      return false;
    }
  }
}
