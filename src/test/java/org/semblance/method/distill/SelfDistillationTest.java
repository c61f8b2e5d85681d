package org.semblance.method.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.distance.UnitRows;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.memvir.MemVir;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.LossObjective;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

class SelfDistillationTest {

  private static final double ROUND_OFF = 1e-11;
  private static final int[] LABELS = {0, 0, 1, 1, 2, 2};

  private NDManager manager;
  private long steps;

  @BeforeEach
  void openManager() {
    TorchEngine.start(1);
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"75, 150, 1000, 1, 500", "30, 150, 10, 4, 32", "0, 150, 1000, 1, 0"})
  void weightGrowsLinearly(int epoch, int epochs, double lambda, double tau, double expected) {
    ObdSdSettings settings = new ObdSdSettings(true, lambda, tau, 0.9, 1, Diffusion.NONE);
    assertThat(settings.weight(epoch, epochs)).isCloseTo(expected, within(ROUND_OFF));
  }

  @Test
  void firstEpochIsTheInnerObjectiveWithoutTeacher() {
    try (SelfDistillation distillation = distillation(Diffusion.CODE_ORDER)) {
      assertThat(distillation.needsTeacher(0)).isFalse();
      assertThat(distillation.needsTeacher(1)).isTrue();
      StepBatch batch = batch(0, rows(1), null);
      assertThat(distillation.evaluate(batch).getDouble())
          .isEqualTo(new LossObjective(loss()).evaluate(batch).getDouble());
    }
  }

  @Test
  void teacherEqualToTheStudentAddsNothingWithoutDiffusion() {
    NDArray student = leaf(rows(1));
    try (SelfDistillation distillation = distillation(Diffusion.NONE)) {
      NDArray divergence =
          Autograd.recorded(() -> distillation.divergence(student, student.stopGradient()));
      Autograd.backward(divergence);
      assertThat(divergence.getDouble()).isCloseTo(0, within(ROUND_OFF));
      assertThat(student.getGradient().abs().max().getDouble()).isLessThan(ROUND_OFF);
    }
  }

  @Test
  void teacherEqualToTheStudentAddsSomethingWithDiffusion() {
    NDArray student = rows(1);
    try (SelfDistillation distillation = distillation(Diffusion.CODE_ORDER)) {
      assertThat(distillation.divergence(student, student).getDouble()).isGreaterThan(1e-4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientIsTheFormula(Diffusion diffusion) {
    // G = (P - A) / (B tau), dL/dX = (G + G') X, projected across the rows
    ObdSdSettings settings = settings(diffusion);
    NDArray student = leaf(UnitRows.of(rows(1)));
    NDArray teacher = UnitRows.of(rows(2));
    try (SelfDistillation distillation =
        new SelfDistillation(new LossObjective(loss()), settings, 10)) {
      Autograd.backward(Autograd.recorded(() -> distillation.divergence(student, teacher)));
    }
    NDArray rows = student.stopGradient();
    BatchDiffusion walk = BatchDiffusion.of(settings);
    NDArray lists = walk.lists(rows.matMul(rows.transpose()));
    NDArray g = lists.sub(walk.target(teacher, diffusion)).div(LABELS.length * settings.tau());
    NDArray expected = GoldenTensors.acrossRows(g.add(g.transpose()).matMul(rows), rows);
    assertThat(student.getGradient().sub(expected).abs().max().getDouble()).isLessThan(ROUND_OFF);
  }

  @Test
  void collapsedStudentIsAStationaryPoint() {
    NDArray collapsed = leaf(manager.ones(new Shape(6, 4), DataType.FLOAT64));
    try (SelfDistillation distillation = distillation(Diffusion.CODE_ORDER)) {
      NDArray divergence = Autograd.recorded(() -> distillation.divergence(collapsed, rows(2)));
      Autograd.backward(divergence);
      assertThat(divergence.getDouble()).isGreaterThan(1e-3);
      assertThat(collapsed.getGradient().abs().max().getDouble()).isLessThan(ROUND_OFF);
    }
  }

  @Test
  void sharpListsStayFinite() {
    ObdSdSettings sharp = new ObdSdSettings(true, 1, 0.001, 0.9, 0.001, Diffusion.CODE_ORDER);
    NDArray student = leaf(rows(1).toType(DataType.FLOAT32, false));
    NDArray teacher = rows(2).toType(DataType.FLOAT32, false);
    try (SelfDistillation distillation =
        new SelfDistillation(new LossObjective(loss()), sharp, 10)) {
      NDArray divergence = Autograd.recorded(() -> distillation.divergence(student, teacher));
      Autograd.backward(divergence);
      assertThat(divergence.getFloat()).isFinite();
      assertThat(student.getGradient().isNaN().any().getBoolean()).isFalse();
    }
  }

  @Test
  void decoratesMemVirAndKeepsItsState() {
    MemVir memVir = new MemVir(loss(), new MemVirSettings(true, 2, 0, 0));
    try (SelfDistillation distillation =
        new SelfDistillation(memVir, settings(Diffusion.CODE_ORDER), 10)) {
      for (int step = 0; step < 3; step++) {
        distillation.evaluate(batch(5, rows(step), rows(step + 9)));
      }
      assertThat(distillation.state()).hasSameSizeAs(memVir.state()).isNotEmpty();
      assertThat(distillation.figures())
          .containsEntry("virtual-sets", 2.0)
          .containsEntry("distillation-weight", 37.5)
          .containsKey("distillation");
      assertThat(distillation.memoryFootprintBytes(6, 3, 4))
          .isEqualTo(memVir.memoryFootprintBytes(6, 3, 4))
          .isPositive();
    }
  }

  @Test
  void saysThatTheTeacherIsMissing() {
    try (SelfDistillation distillation = distillation(Diffusion.NONE)) {
      StepBatch batch = batch(3, rows(1), null);
      assertThatThrownBy(() -> distillation.evaluate(batch))
          .hasMessage("teacher must be given in epoch 3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 0.5, 1, 'lambda must be at least 0, got -1.0'",
    "1, 0, 0.5, 1, 'tau must be positive, got 0.0'",
    "1, 1, 1, 1, 'omega must be at least 0 and below 1, got 1.0'",
    "1, 1, NaN, 1, 'omega must be at least 0 and below 1, got NaN'",
    "1, 1, 0.5, -2, 'diffusion-tau must be positive, got -2.0'"
  })
  void rejectsImpossibleSettings(
      double lambda, double tau, double omega, double diffusionTau, String message) {
    assertThatThrownBy(
            () -> new ObdSdSettings(true, lambda, tau, omega, diffusionTau, Diffusion.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private SelfDistillation distillation(Diffusion diffusion) {
    return new SelfDistillation(new LossObjective(loss()), settings(diffusion), 10);
  }

  private static ObdSdSettings settings(Diffusion diffusion) {
    return new ObdSdSettings(true, 75, 1, 0.9, 0.5, diffusion);
  }

  private static ClassWeightLoss loss() {
    return new NormSoftmax(23, true);
  }

  private StepBatch batch(int epoch, NDArray student, @Nullable NDArray teacher) {
    Map<String, NDArray> weights = Map.of(ClassWeightLoss.CLASS_WEIGHTS, rows(77).get("0:3"));
    return new StepBatch(
        epoch,
        steps++,
        student,
        GoldenTensors.labels(manager, LABELS),
        LABELS,
        new boolean[LABELS.length],
        teacher,
        weights,
        0);
  }

  private NDArray rows(int seed) {
    double[] values = new SplittableRandom(seed).doubles(LABELS.length * 4L, -1, 1).toArray();
    return manager.create(values, new Shape(LABELS.length, 4));
  }

  private static NDArray leaf(NDArray array) {
    array.setRequiresGradient(true);
    return array;
  }
}
