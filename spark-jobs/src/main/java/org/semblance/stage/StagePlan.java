package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semblance.config.ConfigWriter;
import org.semblance.fault.SemblanceException;
import org.semblance.run.Fingerprint;
import org.semblance.run.RunDirectory;
import org.semblance.run.StageRecord;

/** Decides which stages of a run have to be executed, from what the run directory records. */
public final class StagePlan {

  /** What to do with a stage. */
  public enum Action {
    EXECUTE,
    RESUME,
    /** It ended before with the same settings. */
    SKIP
  }

  /**
   * The decision for one stage.
   *
   * @param reason why it is executed again, or empty
   * @param record of this execution or, where skipped, of the earlier one
   */
  public record Step(Stage stage, Action action, String reason, StageRecord record) {}

  private final RunDirectory run;
  private final ObjectNode config;
  private final Resumption resumption;
  private final Map<String, Step> steps = new LinkedHashMap<>();

  private StagePlan(RunDirectory run, ObjectNode config, Resumption resumption) {
    this.run = run;
    this.config = config;
    this.resumption = resumption;
  }

  /**
   * The steps of {@code stages}, which are in order of execution.
   *
   * @param config the resolved configuration
   * @throws SemblanceException usage, if a stage before them is missing or was done with other
   *     settings, or if training was cut off and nothing says whether to resume it
   */
  public static List<Step> of(
      List<Stage> stages, RunDirectory run, ObjectNode config, Resumption resumption) {
    StagePlan plan = new StagePlan(run, config, resumption);
    for (Stage stage : stages) {
      stage.upstream().stream()
          .filter(upstream -> !plan.steps.containsKey(upstream.name()))
          .forEach(plan::requireDone);
      plan.steps.put(stage.name(), plan.step(stage));
    }
    return new ArrayList<>(plan.steps.values());
  }

  private Step step(Stage stage) {
    ObjectNode settings = ConfigWriter.selection(config, stage.settings());
    StageRecord fresh = StageRecord.started(stage.name(), fingerprint(stage), settings);
    Optional<StageRecord> old = StageRecord.read(run, stage.name());
    Optional<String> redone =
        stage.upstream().stream()
            .map(Stage::name)
            .filter(name -> steps.containsKey(name) && steps.get(name).action() != Action.SKIP)
            .findFirst();
    if (resumption.restarts(stage.name())) {
      return new Step(stage, Action.EXECUTE, "as --from asks", fresh);
    }
    if (old.isEmpty()) {
      return new Step(stage, Action.EXECUTE, "", fresh);
    }
    if (redone.isPresent()) {
      return new Step(stage, Action.EXECUTE, redone.get() + " is done anew", fresh);
    }
    return again(stage, old.get(), fresh);
  }

  private Step again(Stage stage, StageRecord old, StageRecord fresh) {
    if (old.isDone(fresh.fingerprint())) {
      return new Step(stage, Action.SKIP, "", old);
    }
    String changes = String.join(", ", Fingerprint.differences(old.settings(), fresh.settings()));
    boolean unfinished = old.status() == StageRecord.Status.STARTED;
    if (unfinished && stage.isResumable() && stage.hasProgress(run)) {
      return resumed(stage, fresh, changes);
    }
    return new Step(stage, Action.EXECUTE, changes.isEmpty() ? "it was cut off" : changes, fresh);
  }

  private Step resumed(Stage stage, StageRecord fresh, String changes) {
    String name = stage.name();
    if (!resumption.resumes()) {
      throw SemblanceException.usage(
          name
              + " was cut off in "
              + run.root().toUri().getPath()
              + ": add --resume to continue it, --from "
              + name
              + " to start it again, or choose another --run-dir");
    }
    if (!changes.isEmpty()) {
      throw SemblanceException.usage(
          name
              + " cannot resume with other settings ("
              + changes
              + "): undo the change, or start it again with --from "
              + name);
    }
    return new Step(stage, Action.RESUME, "", fresh);
  }

  private void requireDone(Stage stage) {
    StageRecord record =
        StageRecord.read(run, stage.name())
            .filter(found -> found.status() == StageRecord.Status.DONE)
            .orElseThrow(
                () ->
                    SemblanceException.usage(
                        stage.name()
                            + " has not been done in "
                            + run.root().toUri().getPath()
                            + ": first execute semblance "
                            + stage.name()
                            + " with the same --config and --run-dir"));
    if (!record.isDone(fingerprint(stage))) {
      ObjectNode settings = ConfigWriter.selection(config, stage.settings());
      throw SemblanceException.usage(
          stage.name()
              + " was done with other settings ("
              + String.join(", ", Fingerprint.differences(record.settings(), settings))
              + "): execute semblance "
              + stage.name()
              + " again or undo the change");
    }
  }

  private String fingerprint(Stage stage) {
    return Fingerprint.of(
        ConfigWriter.selection(config, stage.settings()),
        stage.upstream().stream().map(this::fingerprint).toList());
  }
}
