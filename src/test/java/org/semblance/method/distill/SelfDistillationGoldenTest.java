package org.semblance.method.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.distance.UnitRows;
import org.semblance.loss.Margin;
import org.semblance.method.Deviations;
import org.semblance.method.objective.DistillationCase;
import org.semblance.method.objective.GoldenLosses;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

/** Ranking losses with self-distillation on single batches: values, parts and gradients. */
class SelfDistillationGoldenTest {

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
  Stream<DynamicTest> inFloat64() {
    return tests(DataType.FLOAT64);
  }

  @TestFactory
  Stream<DynamicTest> inFloat32() {
    return tests(DataType.FLOAT32);
  }

  private static Stream<DynamicTest> tests(DataType type) {
    return DistillationCase.all()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name() + ", " + type.name().toLowerCase(Locale.ROOT),
                    () -> new Run(c, type).compare()));
  }

  private record Run(DistillationCase c, DataType type) {

    void compare() {
      try (NDManager manager = NDManager.newBaseManager();
          Objective objective = c.objective()) {
        NDArray raw = GoldenTensors.tensor(manager, c.inputs().path("student_raw"), type);
        raw.setRequiresGradient(true);
        StepBatch batch = c.batch(manager, raw, type);
        NDArray loss = Autograd.recorded(() -> objective.evaluate(batch));
        Autograd.backward(loss);
        check("loss_total", loss, lossTolerance());
        check("grad_raw_embeddings", raw.getGradient(), gradientTolerance());
        checkBoundaries(batch.lossTensors());
        checkParts(manager, batch, objective.figures());
        if (c.expected().has("grad_embeddings")) {
          checkUnitRows(manager);
        }
      }
    }

    /** The gradient with respect to unit rows, without its component along the row. */
    private void checkUnitRows(NDManager manager) {
      NDArray raw = GoldenTensors.tensor(manager, c.inputs().path("student_raw"), type);
      NDArray rows = UnitRows.of(raw);
      rows.setRequiresGradient(true);
      try (Objective objective = c.objective()) {
        StepBatch batch = c.batch(manager, rows, type);
        Autograd.backward(Autograd.recorded(() -> objective.evaluate(batch)));
      }
      NDArray expected = GoldenTensors.tensor(manager, c.expected().path("grad_embeddings"), type);
      DEVIATIONS.check(
          label(),
          "grad_embeddings",
          GoldenTensors.doubles(GoldenTensors.acrossRows(rows.getGradient(), rows.stopGradient())),
          GoldenTensors.doubles(GoldenTensors.acrossRows(expected, rows.stopGradient())),
          gradientTolerance());
    }

    private void checkBoundaries(Map<String, NDArray> lossTensors) {
      NDArray beta = lossTensors.get(Margin.BETA);
      if (beta != null) {
        check("grad_beta", beta.getGradient(), gradientTolerance());
      }
    }

    private void checkParts(NDManager manager, StepBatch batch, Map<String, Double> figures) {
      Objective ranking = GoldenLosses.ranking(c.config(), c.inputs().path("triplets"));
      check("loss_rank", ranking.evaluate(batch), lossTolerance());
      if (c.settings().enabled()) {
        check("kd_weight", figures.getOrDefault("distillation-weight", Double.NaN));
        NDArray student = batch.embeddings().stopGradient();
        NDArray teacher = GoldenTensors.tensor(manager, c.inputs().path("teacher_raw"), type);
        try (SelfDistillation distillation = new SelfDistillation(ranking, c.settings(), 1)) {
          check("loss_kd_unweighted", distillation.divergence(student, teacher), lossTolerance());
        }
      }
    }

    private void check(String name, NDArray actual, double tolerance) {
      if (c.expected().has(name)) {
        DEVIATIONS.check(label(), name, actual, c.expected().path(name), tolerance);
      }
    }

    private void check(String name, double actual) {
      if (c.expected().has(name)) {
        DEVIATIONS.check(
            label(),
            name,
            new double[] {actual},
            GoldenTensors.doubles(c.expected().path(name)),
            c.tolerance("float64_abs"));
      }
    }

    private String label() {
      return c.file().name() + " " + type.name().toLowerCase(Locale.ROOT);
    }

    private double lossTolerance() {
      return c.tolerance(type == DataType.FLOAT64 ? "float64_abs" : "float32_loss_rel");
    }

    private double gradientTolerance() {
      return c.tolerance(type == DataType.FLOAT64 ? "float64_abs" : "float32_grad_abs");
    }
  }
}
