package org.semblance.exchange;

import java.time.Duration;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/**
 * When an exchange must be over.
 *
 * @param limit from its start
 * @param nanoTime of its end
 */
record Deadline(Duration limit, long nanoTime) {

  static Deadline in(Duration limit) {
    return new Deadline(limit, System.nanoTime() + limit.toNanos());
  }

  /**
   * Milliseconds that are left, at least 1.
   *
   * @throws SemblanceException training, if none are
   */
  long millisOrThrow(String what) {
    long left = nanoTime - System.nanoTime();
    if (left <= 0) {
      throw new SemblanceException(
          ExitCode.TRAINING,
          "%s for %.0f s: it hangs or its host does; see its executor's log, raise train.exchange.deadline-seconds if it is only slow, then continue with --resume"
              .formatted(what, limit.toMillis() / 1e3));
    }
    return 1 + left / 1_000_000;
  }
}
