package org.semblance.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.run.JobResult;
import org.semblance.run.JobResult.StageOutcome;
import org.semblance.run.RunDirectory;
import org.semblance.stage.Interruption;

/**
 * Keeps {@code result.json} true from the first moment of a job to the last, on a full disk too: a
 * file that keeps some room is given up for it.
 */
final class JobRecorder {

  private static final String ROOM = " ".repeat(1 << 16);

  private final RunDirectory run;
  private final List<StageOutcome> stages = new ArrayList<>();
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private JobResult result;

  JobRecorder(RunDirectory run, JobResult running) {
    this.run = run;
    this.result = running;
    run.files().write(run.room(), ROOM);
    result.write(run);
  }

  /** A stage ended, was skipped, or failed. */
  void add(StageOutcome outcome, Map<String, Double> measured) {
    stages.add(outcome);
    metrics.putAll(measured);
    result = result.with(List.copyOf(stages), new LinkedHashMap<>(metrics));
    result.write(run);
  }

  Map<String, Double> metrics() {
    return metrics;
  }

  ExitCode succeeded(Interruption interruption) {
    return interruption.isRequested() ? interrupted(interruption) : end(ExitCode.OK, null);
  }

  ExitCode interrupted(Interruption interruption) {
    ExitCode signal = interruption.cause().orElse(ExitCode.TERMINATED);
    return end(signal, "stopped by a signal; the same command with --resume continues");
  }

  ExitCode failed(SemblanceException fault) {
    return end(fault.exitCode(), fault.getMessage());
  }

  private ExitCode end(ExitCode code, @Nullable String message) {
    result = result.ended(code, message);
    run.files().delete(run.room());
    result.write(run);
    return code;
  }
}
