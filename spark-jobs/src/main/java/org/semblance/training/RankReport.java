package org.semblance.training;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.semblance.collective.PeerFailure;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.train.TrainOutcome;

/**
 * How a rank ended. Failures are returned as values: Spark reports a failed barrier stage without
 * its cause.
 *
 * @param outcome null after a failure
 * @param secondary whether the failure is only that another rank failed or was lost
 * @param exitCode of the failure
 * @param message of the failure, empty without one
 * @param stackTrace of the failure, empty without one
 * @param failedAt milliseconds since 1970, to tell the first failure
 */
record RankReport(
    @Nullable TrainOutcome outcome,
    boolean secondary,
    ExitCode exitCode,
    String message,
    String stackTrace,
    long failedAt)
    implements Serializable {

  static RankReport of(TrainOutcome outcome) {
    return new RankReport(outcome, false, ExitCode.OK, "", "", Long.MAX_VALUE);
  }

  static RankReport of(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    boolean expected = failure instanceof SemblanceException;
    return new RankReport(
        null,
        failure instanceof PeerFailure,
        failure instanceof SemblanceException fault ? fault.exitCode() : ExitCode.TRAINING,
        expected ? String.valueOf(failure.getMessage()) : "a rank failed: " + failure,
        trace.toString(),
        System.currentTimeMillis());
  }

  boolean failed() {
    return outcome == null;
  }

  /** The outcome, or what the rank failed with. */
  TrainOutcome orThrow() {
    if (outcome == null) {
      throw new SemblanceException(exitCode, message, new IllegalStateException(stackTrace));
    }
    return outcome;
  }
}
