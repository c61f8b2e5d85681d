package org.semblance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.config.ConfigText;
import org.semblance.config.LoadedConfig;
import org.semblance.config.Setting;
import org.semblance.config.Setting.Effect;
import org.semblance.config.SettingsLoader;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.run.RunDirectory;
import org.semblance.run.StageRecord;
import org.semblance.stage.StagePlan.Action;
import org.semblance.stage.StagePlan.Step;

class StagePlanTest {

  private static final FakeStage DRAW = new FakeStage("draw", "pencil", List.of(), false);
  private static final FakeStage LEARN = new FakeStage("learn", "rate", List.of(DRAW), true);
  private static final FakeStage SHOW = new FakeStage("show", "frame", List.of(LEARN), false);
  private static final List<Stage> ALL = List.of(DRAW, LEARN, SHOW);

  @TempDir private Path folder;

  private RunDirectory run;

  @BeforeEach
  void openRunDirectory() {
    run = RunDirectory.at(folder.toString(), new Configuration());
  }

  @Test
  void executesEverythingInANewRunDirectory() {
    assertThat(actions(plan(config(1, 1, 1))))
        .containsExactly(Action.EXECUTE, Action.EXECUTE, Action.EXECUTE);
  }

  @Test
  void skipsWhatIsDone() {
    finish(plan(config(1, 1, 1)));

    assertThat(actions(plan(config(1, 1, 1))))
        .containsExactly(Action.SKIP, Action.SKIP, Action.SKIP);
  }

  @Test
  void executesAgainFromTheFirstChangeOn() {
    finish(plan(config(1, 1, 1)));

    List<Step> steps = plan(config(1, 2, 1));

    assertThat(actions(steps)).containsExactly(Action.SKIP, Action.EXECUTE, Action.EXECUTE);
    assertThat(steps)
        .extracting(Step::reason)
        .containsExactly("", "rate 1 → 2", "learn is done anew: rate 1 → 2");
  }

  @Test
  void doesNothingForKeysThatDoNotChangeTheResult() {
    finish(plan(config(1, 1, 1)));

    assertThat(actions(plan(config("{pencil: 1, rate: 1, frame: 1, log: 7}"))))
        .containsExactly(Action.SKIP, Action.SKIP, Action.SKIP);
    assertThat(actions(plan(config("{pencil: 1, rate: 1, frame: 1, hands: 2}"))))
        .containsExactly(Action.SKIP, Action.EXECUTE, Action.EXECUTE);
  }

  @Test
  void executesAgainWhatReadAnEarlierExecution() {
    finish(plan(config(1, 1, 1)));
    finish(planOf(List.of(DRAW), config(1, 1, 1), false, "draw"));

    List<Step> steps = plan(config(1, 1, 1));

    assertThat(actions(steps)).containsExactly(Action.SKIP, Action.EXECUTE, Action.EXECUTE);
    assertThat(steps.get(1).reason()).isEqualTo("draw was executed again since");
    assertThat(steps.get(2).reason())
        .isEqualTo("learn is done anew: draw was executed again since");
    assertThat(plan(config(2, 1, 1)).get(2).reason()).isEqualTo("learn is done anew: pencil 1 → 2");
    assertThatThrownBy(() -> planOf(List.of(SHOW), config(1, 1, 1), false, null))
        .hasMessage("learn was done before draw was executed again: execute semblance learn again");
  }

  @Test
  void executesAgainWhatDidNotKeepItsOutput() throws IOException {
    Files.createDirectories(folder.resolve("tables/draw"));
    Files.writeString(folder.resolve("tables/draw/part-0"), "abc");
    Files.writeString(folder.resolve("tables/draw/part-1"), "de");
    Files.writeString(folder.resolve("tables/draw/.part-1.crc"), "x");
    finish(plan(config(1, 1, 1)));
    assertThat(actions(plan(config(1, 1, 1)))).containsOnly(Action.SKIP);

    Files.delete(folder.resolve("tables/draw/part-1"));

    String damage = "tables/draw was changed: it has 1 files of 3 bytes, 2 of 5 were recorded";
    List<Step> steps = plan(config(1, 1, 1));
    assertThat(actions(steps)).containsOnly(Action.EXECUTE);
    assertThat(steps.get(0).reason()).isEqualTo(damage);
    assertThatThrownBy(() -> planOf(List.of(LEARN), config(1, 1, 1), false, null))
        .hasMessage(damage + ": execute semblance draw again")
        .extracting(failure -> ((SemblanceException) failure).exitCode())
        .isEqualTo(ExitCode.DATA);
  }

  @Test
  void readsRecordsOfTheVersionBefore() throws IOException {
    for (String stage : List.of("draw", "learn", "show")) {
      Files.createDirectories(folder.resolve("stages"));
      Files.writeString(
          folder.resolve("stages/" + stage + ".json"),
          """
          {"stage": "%s", "status": "DONE", "fingerprint": "abc", "seconds": 1.5, "summary": "all",
           "settings": {"pencil": 1, "rate": 1.0, "frame": 1, "log": 3}, "counts": {"rows": 2},
           "metrics": {}}
          """
              .formatted(stage));
    }

    assertThat(actions(plan(config(1, 1, 1)))).containsOnly(Action.SKIP);
    assertThat(actions(plan(config(1, 2, 1))))
        .containsExactly(Action.SKIP, Action.EXECUTE, Action.EXECUTE);
  }

  @Test
  void executesAgainFromTheStageAskedFor() {
    finish(plan(config(1, 1, 1)));

    assertThat(actions(plan(config(1, 1, 1), false, "learn")))
        .containsExactly(Action.SKIP, Action.EXECUTE, Action.EXECUTE);
  }

  @Test
  void asksWhatToDoWithAnUnfinishedTraining() {
    List<Step> steps = plan(config(1, 1, 1));
    finish(steps.subList(0, 1));
    steps.get(1).record().write(run);

    assertThatThrownBy(() -> plan(config(1, 1, 1)))
        .hasMessage(
            "learn was cut off in "
                + folder
                + ": add --resume to continue it, --from learn to start it again,"
                + " or choose another --run-dir");
    assertThatThrownBy(() -> plan(config(1, 2, 1))).hasMessageStartingWith("learn was cut off");
    assertThat(actions(plan(config(1, 1, 1), true, null)))
        .containsExactly(Action.SKIP, Action.RESUME, Action.EXECUTE);
  }

  @Test
  void resumesWithOtherValuesOfKeysThatMayChange() {
    cutOff();

    Step unchanging = plan(config("{pencil: 1, rate: 1, frame: 1, log: 9}"), true, null).get(1);
    assertThat(unchanging.action()).isEqualTo(Action.RESUME);
    assertThat(unchanging.reason()).isEmpty();

    Step course = plan(config("{pencil: 1, rate: 1, frame: 1, hands: 2}"), true, null).get(1);
    assertThat(course.action()).isEqualTo(Action.RESUME);
    assertThat(course.reason()).isEqualTo("hands 1 → 2");
    assertThat(course.record().execution())
        .isEqualTo(StageRecord.read(run, "learn").orElseThrow().execution());

    assertThatThrownBy(() -> plan(config("{pencil: 1, rate: 1, frame: 1, hands: 13}"), true, null))
        .hasMessage(
            "learn cannot resume (hands 1 → 13): undo the change,"
                + " or start it again with --from learn");
  }

  @Test
  void resumeNeverStartsAnew() {
    cutOff();
    String ways = ": undo the change, or start it again with --from learn";

    assertThatThrownBy(() -> plan(config(1, 2, 1), true, null))
        .hasMessage("learn cannot resume (rate 1 → 2)" + ways);
    assertThatThrownBy(() -> plan(config(2, 1, 1), true, null))
        .hasMessage("learn cannot resume (draw is done anew: pencil 1 → 2)" + ways);
    assertThatThrownBy(() -> plan(config(1, 1, 1), true, "draw"))
        .hasMessage("--resume never starts learn anew, --from draw would: give one of them");
    finish(planOf(List.of(DRAW), config(1, 1, 1), false, "draw"));
    assertThatThrownBy(() -> plan(config(1, 1, 1), true, null))
        .hasMessage("learn cannot resume (draw was executed again since)" + ways);
  }

  @Test
  void resumeLeavesAFinishedTrainingAsItIs() {
    finish(plan(config(1, 1, 1)));

    assertThat(actions(plan(config("{pencil: 1, rate: 1, frame: 1, hands: 2}"), true, null)))
        .containsOnly(Action.SKIP);
    assertThatThrownBy(() -> plan(config(1, 2, 1), true, null))
        .hasMessageStartingWith("learn cannot resume (rate 1 → 2): ");
  }

  @Test
  void requiresTheStagesBefore() {
    assertThatThrownBy(() -> planOf(List.of(LEARN), config(1, 1, 1), false, null))
        .hasMessage(
            "draw has not been done in "
                + folder
                + ": first execute semblance draw with the same --config and --run-dir");
    finish(planOf(List.of(DRAW), config(1, 1, 1), false, null));
    assertThatThrownBy(() -> planOf(List.of(LEARN), config(2, 1, 1), false, null))
        .hasMessage(
            "draw was done with other settings (pencil 1 → 2):"
                + " execute semblance draw again or undo the change");
  }

  @Test
  void refusesAnUnknownStage() {
    assertThatThrownBy(() -> plan(config(1, 1, 1), false, "lern"))
        .hasMessage("--from must be one of draw, learn, show, got lern");
  }

  private void finish(List<Step> steps) {
    steps.forEach(
        step ->
            step.record()
                .done(1, "", Map.of(), Map.of())
                .with(run, step.stage().results(run))
                .write(run));
  }

  private void cutOff() {
    List<Step> steps = plan(config(1, 1, 1));
    finish(steps.subList(0, 1));
    steps.get(1).record().write(run);
  }

  private List<Step> plan(LoadedConfig<Drawing> config) {
    return plan(config, false, null);
  }

  private List<Step> plan(LoadedConfig<Drawing> config, boolean resumes, @Nullable String from) {
    return planOf(ALL, config, resumes, from);
  }

  private List<Step> planOf(
      List<Stage> stages, LoadedConfig<Drawing> config, boolean resumes, @Nullable String from) {
    Resumption resumption = new Resumption(resumes, from, ALL.stream().map(Stage::name).toList());
    return StagePlan.of(stages, run, config, resumption);
  }

  private static List<Action> actions(List<Step> steps) {
    return steps.stream().map(Step::action).toList();
  }

  private static LoadedConfig<Drawing> config(int pencil, int rate, int frame) {
    return config("{pencil: %d, rate: %d, frame: %d}".formatted(pencil, rate, frame));
  }

  private static LoadedConfig<Drawing> config(String yaml) {
    return SettingsLoader.load(Drawing.class, new ConfigText("my.yaml", yaml), List.of());
  }

  record Drawing(
      @Setting("Pencil.") int pencil,
      @Setting("Rate.") int rate,
      @Setting("Frame.") int frame,
      @Setting(value = "Log.", byDefault = "3", effect = Effect.NONE) int log,
      @Setting(value = "Hands.", byDefault = "1", effect = Effect.COURSE) int hands) {}

  /** A stage that is never executed. */
  private record FakeStage(String name, String key, List<Stage> upstream, boolean isResumable)
      implements Stage {

    @Override
    public String summary() {
      return name;
    }

    @Override
    public List<String> settings(ObjectNode config) {
      return List.of(key, "log", "hands").subList(0, isResumable ? 3 : 2);
    }

    @Override
    public List<org.apache.hadoop.fs.Path> outputs(RunDirectory run) {
      return List.of(new org.apache.hadoop.fs.Path(run.root(), "tables/" + name));
    }

    @Override
    public boolean continuesWithAnother(String changed, ObjectNode config) {
      return config.path(changed).asInt() != 13;
    }

    @Override
    public StageResult execute(StageContext context) {
      throw new AssertionError("only planned");
    }
  }
}
