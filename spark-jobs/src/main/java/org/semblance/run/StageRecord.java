package org.semblance.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * What is known of the latest execution of a stage in a run directory.
 *
 * @param execution tells this execution from all others; empty in records of older versions
 * @param inputs by name of the stages it read, which execution of each
 * @param settings the part of the configuration that its outcome depends on
 * @param seconds it took
 * @param summary what it told, one line
 * @param counts what it counted, by name
 * @param metrics what it measured, by name
 * @param outputs how much it wrote, by path below the run directory
 */
public record StageRecord(
    String stage,
    Status status,
    String execution,
    Map<String, String> inputs,
    JsonNode settings,
    double seconds,
    String summary,
    Map<String, Long> counts,
    Map<String, Double> metrics,
    Map<String, OutputCounts> outputs) {

  /** How far a stage came. */
  public enum Status {
    /** It is running, or its job died. */
    STARTED,
    DONE
  }

  public StageRecord {
    execution = Objects.requireNonNullElse(execution, "");
    inputs = Objects.requireNonNullElse(inputs, Map.of());
    outputs = Objects.requireNonNullElse(outputs, Map.of());
  }

  /** A stage that begins now. */
  public static StageRecord started(String stage, Map<String, String> inputs, JsonNode settings) {
    String execution = UUID.randomUUID().toString();
    return new StageRecord(
        stage, Status.STARTED, execution, inputs, settings, 0, "", Map.of(), Map.of(), Map.of());
  }

  /** The same stage as the continuation of {@code before}. */
  public StageRecord continuing(StageRecord before) {
    return new StageRecord(
        stage, status, before.execution, inputs, settings, 0, "", counts, metrics, outputs);
  }

  /** The same stage, ended. */
  public StageRecord done(
      double seconds, String told, Map<String, Long> counts, Map<String, Double> metrics) {
    return new StageRecord(
        stage, Status.DONE, execution, inputs, settings, seconds, told, counts, metrics, outputs);
  }

  /** The same stage with what is at {@code paths} now. */
  public StageRecord with(RunDirectory run, Iterable<Path> paths) {
    Map<String, OutputCounts> counted = new LinkedHashMap<>();
    paths.forEach(path -> counted.put(run.name(path), OutputCounts.of(run, path)));
    return new StageRecord(
        stage, status, execution, inputs, settings, seconds, summary, counts, metrics, counted);
  }

  @JsonIgnore
  public boolean isDone() {
    return status == Status.DONE;
  }

  /** A sentence about the first output that is not as it was recorded. */
  public Optional<String> damage(RunDirectory run) {
    return outputs.entrySet().stream()
        .flatMap(
            output ->
                output
                    .getValue()
                    .difference(run, new Path(run.root(), output.getKey()))
                    .map(difference -> output.getKey() + " " + difference)
                    .stream())
        .findFirst();
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
