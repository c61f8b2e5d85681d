package org.semblance.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.ExitCode;

/**
 * What {@code result.json} says: how the latest job in a run directory is doing or how it ended.
 *
 * @param message one sentence for a failure
 * @param metrics by printed name, such as {@code recall@1}
 * @param provenance what would be needed to repeat the job
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResult(
    Status status,
    @Nullable Integer exitCode,
    @Nullable String message,
    String verb,
    String runDir,
    String started,
    @Nullable String finished,
    Map<String, Double> metrics,
    List<StageOutcome> stages,
    Object provenance) {

  /** The state of a job. */
  public enum Status {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("interrupted")
    INTERRUPTED
  }

  /**
   * One line of the pipeline.
   *
   * @param status {@code done}, {@code skipped} (was done before), {@code failed}
   */
  public record StageOutcome(
      String stage, String status, double seconds, Map<String, Long> counts) {}

  /** A job that starts now. */
  public static JobResult running(String verb, RunDirectory run, Object provenance) {
    return new JobResult(
        Status.RUNNING,
        null,
        null,
        verb,
        run.root().toString(),
        Instant.now().toString(),
        null,
        Map.of(),
        List.of(),
        provenance);
  }

  /** The same job after one more stage. */
  public JobResult with(List<StageOutcome> soFar, Map<String, Double> measured) {
    return new JobResult(
        status, exitCode, message, verb, runDir, started, finished, measured, soFar, provenance);
  }

  /** The same job, ended. */
  public JobResult ended(ExitCode code, @Nullable String sentence) {
    return new JobResult(
        statusOf(code),
        code.code(),
        sentence,
        verb,
        runDir,
        started,
        Instant.now().toString(),
        metrics,
        stages,
        provenance);
  }

  private static Status statusOf(ExitCode code) {
    return switch (code) {
      case OK -> Status.SUCCEEDED;
      case INTERRUPTED, TERMINATED -> Status.INTERRUPTED;
      case USAGE, DATA, PREFLIGHT, TRAINING, DIVERGED, THRESHOLD, INTERNAL -> Status.FAILED;
    };
  }

  /** Replaces {@code result.json}. */
  public void write(RunDirectory run) {
    run.files().write(run.result(), RunJson.text(this));
  }
}
