package org.semblance.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the latest execution of a stage in a run directory.
 *
 * @param fingerprint of the configuration and of the stages it builds on
 * @param settings the part of the configuration that the fingerprint covers
 * @param seconds it took
 * @param summary what it told, one line
 * @param counts what it counted, by name
 * @param metrics what it measured, by name
 */
public record StageRecord(
    String stage,
    Status status,
    String fingerprint,
    JsonNode settings,
    double seconds,
    String summary,
    Map<String, Long> counts,
    Map<String, Double> metrics) {

  /** How far a stage came. */
  public enum Status {
    /** It is running, or its job died. */
    STARTED,
    DONE
  }

  /** A stage that begins now. */
  public static StageRecord started(String stage, String fingerprint, JsonNode settings) {
    return new StageRecord(stage, Status.STARTED, fingerprint, settings, 0, "", Map.of(), Map.of());
  }

  /** The same stage, ended. */
  public StageRecord done(
      double seconds, String told, Map<String, Long> counts, Map<String, Double> metrics) {
    return new StageRecord(
        stage, Status.DONE, fingerprint, settings, seconds, told, counts, metrics);
  }

  /** Whether the stage ended with this fingerprint. */
  public boolean isDone(String wantedFingerprint) {
    return status == Status.DONE && fingerprint.equals(wantedFingerprint);
  }

  /** The record of {@code stage} in {@code run}, if it was ever started there. */
  public static Optional<StageRecord> read(RunDirectory run, String stage) {
    return run.files()
        .read(run.stageRecord(stage))
        .flatMap(text -> RunJson.parse(text, StageRecord.class));
  }

  /** Replaces the record in {@code run}. */
  public void write(RunDirectory run) {
    run.files().write(run.stageRecord(stage), RunJson.text(this));
  }
}
