package org.semblance.method.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.GoldenFiles.Golden;
import org.semblance.loss.Margin;
import org.semblance.method.Deviations;
import org.semblance.method.GoldenOptimizers;
import org.semblance.method.LinearNet;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.distill.SelfDistillation;
import org.semblance.optim.GroupRate;
import org.semblance.optim.Optimizer;
import org.semblance.optim.ParameterGroup;
import org.semblance.optim.Schedule;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.StepView;
import org.semblance.tensor.TorchEngine;

/** A whole training loop with self-distillation: the teacher is the student an epoch ago. */
class SelfDistillationTrainLoopGoldenTest {

  /**
   * Where the margin loss's boundaries start; the published value, which the files do not repeat.
   */
  private static final double BETA = 1.2;

  private static final Deviations DEVIATIONS = new Deviations();

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> loops() {
    return GoldenCase.in("obdsd_", "cases", SelfDistillationTrainLoopGoldenTest::isTrainLoop)
        .map(c -> c.test("loop", () -> compare(c.file(), c.node())));
  }

  private static boolean isTrainLoop(JsonNode content) {
    JsonNode first = content.path("cases").path(0);
    return first.path("config").has("optimizer")
        && first.path("inputs").path("student_init").isObject();
  }

  private static void compare(Golden file, JsonNode c) {
    try (NDManager manager = NDManager.newBaseManager();
        LinearNet student = net(manager, c.path("inputs").path("student_init"));
        LinearNet teacher = net(manager, c.path("inputs").path("teacher_init_epoch0"));
        ParameterGroup boundaries = boundaries(manager, c)) {
      new Loop(file, c, student, teacher, boundaries, optimizer(c, student, boundaries)).run();
    }
  }

  private static LinearNet net(NDManager manager, JsonNode init) {
    return LinearNet.of(manager, "net", init.path("weight"), init.path("bias"));
  }

  /** One boundary per class; multi-similarity leaves them alone. */
  private static ParameterGroup boundaries(NDManager manager, JsonNode c) {
    long classes =
        GoldenTensors.list(c.path("inputs").path("steps")).stream()
                .flatMapToInt(step -> IntStream.of(GoldenTensors.ints(step.path("labels"))))
                .max()
                .orElseThrow()
            + 1L;
    JsonNode after = lastParameters(c).path("beta");
    long count = after.isArray() ? after.size() : classes;
    NDArray start = manager.ones(new Shape(count), DataType.FLOAT64).mul(BETA);
    return LinearNet.group(manager, "loss", Map.of(Margin.BETA, start));
  }

  private static JsonNode lastParameters(JsonNode c) {
    List<JsonNode> steps = GoldenTensors.list(c.path("expected").path("steps"));
    return steps.get(steps.size() - 1).path("params_after_epoch");
  }

  private static Optimizer optimizer(JsonNode c, LinearNet net, ParameterGroup boundaries) {
    JsonNode settings = c.path("config").path("optimizer");
    return new Optimizer(
        List.of(net.group(), boundaries),
        GoldenOptimizers.of(settings),
        Map.of(
            net.group().name(), rate(settings, "lr", "weight_decay"),
            boundaries.name(), rate(settings, "beta_lr", "beta_weight_decay")));
  }

  private static GroupRate rate(JsonNode settings, String rate, String decay) {
    return new GroupRate(settings.path(rate).doubleValue(), settings.path(decay).doubleValue());
  }

  private record Loop(
      Golden file,
      JsonNode c,
      LinearNet student,
      LinearNet teacher,
      ParameterGroup boundaries,
      Optimizer optimizer) {

    void run() {
      List<JsonNode> inputs = GoldenTensors.list(c.path("inputs").path("steps"));
      List<JsonNode> expected = GoldenTensors.list(c.path("expected").path("steps"));
      assertThat(expected).hasSameSizeAs(inputs);
      int epoch = 0;
      for (int step = 0; step < inputs.size(); step++) {
        if (inputs.get(step).path("epoch").intValue() > epoch) {
          epoch++;
          teacher.copy(student);
        }
        step(step, inputs.get(step), expected.get(step));
      }
    }

    private void step(int step, JsonNode input, JsonNode expected) {
      try (NDManager manager = NDManager.newBaseManager();
          Objective objective = objective(input)) {
        NDArray features = GoldenTensors.tensor(manager, input.path("features"), DataType.FLOAT64);
        student.group().clearGradients();
        boundaries.clearGradients();
        NDArray loss =
            Autograd.recorded(() -> objective.evaluate(batch(objective, step, input, features)));
        Autograd.backward(loss);
        check("loss", loss, expected.path("loss"));
        check("kd_weight", objective.figures().getOrDefault("distillation-weight", 0.0), expected);
        update(input.path("epoch").intValue(), expected);
      }
      JsonNode after = expected.path("params_after_epoch");
      if (after.isObject()) {
        checkParameters(after);
      }
    }

    private void update(int epoch, JsonNode expected) {
      JsonNode settings = config().path("optimizer");
      List<Integer> milestones =
          IntStream.of(GoldenTensors.ints(settings.path("lr_milestones"))).boxed().toList();
      double factor =
          new Schedule.MultiStep(milestones, settings.path("lr_gamma").doubleValue())
              .factor(epoch, config().path("n_epochs").intValue());
      check("lr", settings.path("lr").doubleValue() * factor, expected);
      optimizer.step(factor);
    }

    private void checkParameters(JsonNode after) {
      check("weight", student.tensor(LinearNet.WEIGHT), after.path("weight"));
      check("bias", student.tensor(LinearNet.BIAS), after.path("bias"));
      if (after.path("beta").isArray()) {
        check("beta", beta(), after.path("beta"));
      }
    }

    private Objective objective(JsonNode input) {
      Objective ranking = GoldenLosses.ranking(config(), input.path("triplets"));
      ObdSdSettings settings = DistillationCase.settings(config());
      return settings.enabled()
          ? new SelfDistillation(ranking, settings, config().path("n_epochs").intValue())
          : ranking;
    }

    private StepBatch batch(Objective objective, int step, JsonNode input, NDArray features) {
      int epoch = input.path("epoch").intValue();
      int[] labels = GoldenTensors.ints(input.path("labels"));
      return new StepBatch(
          epoch,
          step,
          student.forward(features),
          GoldenTensors.labels(features.getManager(), labels),
          labels,
          new boolean[labels.length],
          objective.needsTeacher(epoch) ? teacher.forward(features) : null,
          Map.of(Margin.BETA, StepView.of(beta(), features)),
          step);
    }

    private NDArray beta() {
      return boundaries.tensors().values().iterator().next();
    }

    private JsonNode config() {
      return c.path("config");
    }

    private void check(String name, double actual, JsonNode expected) {
      if (expected.has(name)) {
        double[] wanted = {expected.path(name).doubleValue()};
        DEVIATIONS.check(file.name(), name, new double[] {actual}, wanted, tolerance());
      }
    }

    private void check(String name, NDArray actual, JsonNode expected) {
      DEVIATIONS.check(file.name(), name, actual, expected, tolerance());
    }

    private double tolerance() {
      return file.content().path("tolerance").path("float64_abs").doubleValue();
    }
  }
}
