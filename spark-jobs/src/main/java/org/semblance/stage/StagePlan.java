package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.semblance.config.ConfigWriter;
import org.semblance.config.LoadedConfig;
import org.semblance.config.Setting.Effect;
import org.semblance.config.SettingChange;
import org.semblance.fault.SemblanceException;
import org.semblance.run.RunDirectory;
import org.semblance.run.StageRecord;

/**
 * Decides which stages of a run have to be executed, from what the run directory records. A stage
 * is up to date if the settings that change its result, the executions of the stages it read, and
 * what it wrote are all as they were recorded.
 */
public final class StagePlan {

  /** What to do with a stage. */
  public enum Action {
    EXECUTE,
    RESUME,
    /** It is up to date. */
    SKIP
  }

  /**
   * The decision for one stage.
   *
   * @param reason why it is executed again, or how it goes on; or empty
   * @param record of this execution or, where skipped, of the earlier one
   */
  public record Step(Stage stage, Action action, String reason, StageRecord record) {}

  private final RunDirectory run;
  private final LoadedConfig<?> config;
  private final Resumption resumption;
  private final Map<String, Step> steps = new LinkedHashMap<>();

  private StagePlan(RunDirectory run, LoadedConfig<?> config, Resumption resumption) {
    this.run = run;
    this.config = config;
    this.resumption = resumption;
  }

  /**
   * The steps of {@code stages}, which are in order of execution.
   *
   * @throws SemblanceException usage, if a stage before them is missing or out of date, or if a
   *     training that was cut off can neither be continued nor may be started anew; data, if what a
   *     stage before them wrote is not there as it was
   */
  public static List<Step> of(
      List<Stage> stages, RunDirectory run, LoadedConfig<?> config, Resumption resumption) {
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
    Map<String, String> inputs = new LinkedHashMap<>();
    stage.upstream().forEach(upstream -> inputs.put(upstream.name(), execution(upstream)));
    StageRecord fresh = StageRecord.started(stage.name(), inputs, settings(stage));
    Optional<StageRecord> old = StageRecord.read(run, stage.name());
    boolean mayLose = stage.isResumable() && stage.hasProgress(run);
    if (resumption.restarts(stage.name())) {
      if (mayLose && resumption.resumes()) {
        throw SemblanceException.usage(
            "--resume never starts %s anew, --from %s would: give one of them"
                .formatted(stage.name(), resumption.from()));
      }
      return new Step(stage, Action.EXECUTE, old.isEmpty() ? "" : "as --from asks", fresh);
    }
    Step step = old.map(before -> again(stage, before, fresh)).orElseGet(() -> first(stage, fresh));
    if (step.action() == Action.EXECUTE && mayLose) {
      refuseToLose(step, old.isPresent() && old.get().isDone());
    }
    return step;
  }

  private Step first(Stage stage, StageRecord fresh) {
    return new Step(stage, Action.EXECUTE, "", fresh);
  }

  private Step again(Stage stage, StageRecord old, StageRecord fresh) {
    List<SettingChange> changes = changes(old, fresh);
    List<SettingChange> decisive = changes.stream().filter(c -> !mayChange(stage, c)).toList();
    boolean continues = stage.isResumable() && resumption.resumes();
    Optional<String> obstacle =
        redone(stage)
            .or(() -> said(continues ? decisive : changes))
            .or(() -> newerInput(old, fresh));
    if (old.isDone()) {
      return obstacle
          .or(() -> old.damage(run))
          .map(reason -> new Step(stage, Action.EXECUTE, reason, fresh))
          .orElseGet(() -> new Step(stage, Action.SKIP, "", old));
    }
    if (continues && obstacle.isEmpty() && stage.hasProgress(run)) {
      return new Step(stage, Action.RESUME, SettingChange.shown(changes), fresh.continuing(old));
    }
    return new Step(stage, Action.EXECUTE, obstacle.orElse("it was cut off"), fresh);
  }

  /** Checkpoints are deleted only where somebody asked for it, or where the training had ended. */
  private void refuseToLose(Step step, boolean done) {
    String name = step.stage().name();
    if (resumption.resumes()) {
      throw SemblanceException.usage(
          "%s cannot resume (%s): undo the change, or start it again with --from %s"
              .formatted(
                  name,
                  step.reason().isEmpty() ? "nothing is recorded of it" : step.reason(),
                  name));
    }
    if (!done && !step.reason().isEmpty()) {
      throw SemblanceException.usage(
          "%s was cut off in %s: add --resume to continue it, --from %s to start it again, or choose another --run-dir"
              .formatted(name, run.root().toUri().getPath(), name));
    }
  }

  private boolean mayChange(Stage stage, SettingChange change) {
    return change.effect() == Effect.COURSE
        && stage.continuesWithAnother(change.key(), config.tree());
  }

  private Optional<String> redone(Stage stage) {
    return stage.upstream().stream()
        .map(upstream -> steps.get(upstream.name()))
        .filter(step -> step != null && step.action() != Action.SKIP)
        .map(step -> step.stage().name() + " is done anew" + because(step))
        .findFirst();
  }

  /** The reason of the first stage that is done anew, without those between. */
  private String because(Step step) {
    if (step.reason().isEmpty()) {
      return "";
    }
    return redone(step.stage())
        .map(reason -> reason.contains(": ") ? reason.substring(reason.indexOf(": ")) : "")
        .orElse(": " + step.reason());
  }

  private static Optional<String> said(List<SettingChange> changes) {
    return changes.isEmpty() ? Optional.empty() : Optional.of(SettingChange.shown(changes));
  }

  /** Records of older versions name no inputs, and their executions have no name. */
  private static Optional<String> newerInput(StageRecord old, StageRecord fresh) {
    return fresh.inputs().entrySet().stream()
        .filter(input -> !input.getValue().equals(old.inputs().getOrDefault(input.getKey(), "")))
        .map(input -> input.getKey() + " was executed again since")
        .findFirst();
  }

  /** The changes of keys that change the result. */
  private List<SettingChange> changes(StageRecord old, StageRecord fresh) {
    return SettingChange.between(
            config.config().getClass(), old.settings(), (ObjectNode) fresh.settings())
        .stream()
        .filter(change -> change.effect() != Effect.NONE)
        .toList();
  }

  private void requireDone(Stage stage) {
    StageRecord record =
        StageRecord.read(run, stage.name())
            .filter(StageRecord::isDone)
            .orElseThrow(
                () ->
                    SemblanceException.usage(
                        "%s has not been done in %s: first execute semblance %s with the same --config and --run-dir"
                            .formatted(stage.name(), run.root().toUri().getPath(), stage.name())));
    requireCurrent(stage, record);
    record
        .damage(run)
        .ifPresent(
            damage -> {
              throw SemblanceException.data(
                  "%s: execute semblance %s again".formatted(damage, stage.name()));
            });
  }

  /** Refuses a record of other settings or inputs, of the stage or of one before it. */
  private void requireCurrent(Stage stage, StageRecord record) {
    for (Stage upstream : stage.upstream()) {
      StageRecord.read(run, upstream.name()).ifPresent(before -> requireCurrent(upstream, before));
    }
    StageRecord now = StageRecord.started(stage.name(), Map.of(), settings(stage));
    List<SettingChange> changes =
        changes(record, now).stream().filter(change -> !mayChange(stage, change)).toList();
    if (!changes.isEmpty()) {
      throw SemblanceException.usage(
          "%s was done with other settings (%s): execute semblance %s again or undo the change"
              .formatted(stage.name(), SettingChange.shown(changes), stage.name()));
    }
    for (Stage upstream : stage.upstream()) {
      if (!execution(upstream).equals(record.inputs().getOrDefault(upstream.name(), ""))) {
        throw SemblanceException.usage(
            "%s was done before %s was executed again: execute semblance %s again"
                .formatted(stage.name(), upstream.name(), stage.name()));
      }
    }
  }

  private String execution(Stage stage) {
    Step step = steps.get(stage.name());
    return step == null
        ? StageRecord.read(run, stage.name()).map(StageRecord::execution).orElse("")
        : step.record().execution();
  }

  private ObjectNode settings(Stage stage) {
    return ConfigWriter.selection(config.tree(), stage.settings(config.tree()));
  }
}
