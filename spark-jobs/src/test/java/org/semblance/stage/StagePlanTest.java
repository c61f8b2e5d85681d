package org.semblance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.run.RunDirectory;
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
        .containsExactly("", "rate 1 → 2", "learn is done anew");
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
    assertThat(actions(plan(config(1, 1, 1), true, null)))
        .containsExactly(Action.SKIP, Action.RESUME, Action.EXECUTE);
    assertThatThrownBy(() -> plan(config(1, 2, 1), true, null))
        .hasMessage(
            "learn cannot resume with other settings (rate 1 → 2): undo the change,"
                + " or start it again with --from learn");
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
    steps.forEach(step -> step.record().done(1, "", Map.of(), Map.of()).write(run));
  }

  private List<Step> plan(ObjectNode config) {
    return plan(config, false, null);
  }

  private List<Step> plan(ObjectNode config, boolean resumes, @Nullable String from) {
    return planOf(ALL, config, resumes, from);
  }

  private List<Step> planOf(
      List<Stage> stages, ObjectNode config, boolean resumes, @Nullable String from) {
    Resumption resumption = new Resumption(resumes, from, ALL.stream().map(Stage::name).toList());
    return StagePlan.of(stages, run, config, resumption);
  }

  private static List<Action> actions(List<Step> steps) {
    return steps.stream().map(Step::action).toList();
  }

  private static ObjectNode config(int pencil, int rate, int frame) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pencil", pencil)
        .put("rate", rate)
        .put("frame", frame);
  }

  /** A stage that is never executed. */
  private record FakeStage(String name, String key, List<Stage> upstream, boolean isResumable)
      implements Stage {

    @Override
    public String summary() {
      return name;
    }

    @Override
    public List<String> settings() {
      return List.of(key);
    }

    @Override
    public List<org.apache.hadoop.fs.Path> outputs(RunDirectory run) {
      return List.of();
    }

    @Override
    public StageResult execute(StageContext context) {
      throw new AssertionError("only planned");
    }
  }
}
