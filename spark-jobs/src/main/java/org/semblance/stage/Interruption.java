package org.semblance.stage;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.ExitCode;

/** Whether a signal asked the job to stop; set once, read from any thread. */
public final class Interruption {

  private final AtomicReference<@Nullable ExitCode> cause = new AtomicReference<>();
  private volatile Runnable reaction = () -> {};

  /** Asks to stop, with the exit code of the signal. */
  public void request(ExitCode signal) {
    if (cause.compareAndSet(null, signal)) {
      reaction.run();
    }
  }

  /** What to do at once when asked; replaces what was to be done before. */
  public void react(Runnable action) {
    reaction = action;
  }

  public boolean isRequested() {
    return cause.get() != null;
  }

  /** The exit code of the signal, if there was one. */
  public Optional<ExitCode> cause() {
    return Optional.ofNullable(cause.get());
  }
}
