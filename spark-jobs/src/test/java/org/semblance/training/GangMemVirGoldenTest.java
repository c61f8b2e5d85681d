package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.collective.Collective;
import org.semblance.exchange.TestProcessGroup;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.method.memvir.MemVir;
import org.semblance.method.memvir.MemVirCase;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;
import org.semblance.train.GlobalRows;
import org.semblance.train.feed.StepRows;
import org.semblance.train.settings.TrainSettings.LossScope;

/**
 * MemVir over two ranks and real sockets, beside the authors' code run on the full batch and on its
 * halves: a global loss is the full batch's on every rank; local losses are the halves', and the
 * mean of their gradients is the full batch's.
 */
class GangMemVirGoldenTest {

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @TestFactory
  Stream<DynamicTest> ranks() {
    return MemVirCase.all()
        .filter(MemVirCase::isSharded)
        .flatMap(
            c ->
                Arrays.stream(LossScope.values())
                    .map(
                        scope ->
                            DynamicTest.dynamicTest(
                                c.name() + " " + scope, () -> compare(c, scope))));
  }

  /** A rank's loss, and the gradients of all ranks together. */
  private record Step(double loss, float[] rows, float[] classWeights) {}

  private static void compare(MemVirCase c, LossScope scope) throws Exception {
    int ranks = c.config().path("workers").intValue();
    List<List<Step>> all =
        TestProcessGroup.of(ranks).run(collective -> steps(c, scope, collective));
    for (int rank = 0; rank < ranks; rank++) {
      for (int step = 0; step < c.expected().size(); step++) {
        Step actual = all.get(rank).get(step);
        JsonNode expected = c.expected().get(step);
        double loss =
            scope == LossScope.GLOBAL
                ? expected.path("full_loss").doubleValue()
                : expected.path("worker_loss").path(rank).doubleValue();
        assertThat(actual.loss())
            .isCloseTo(loss, within(c.tolerance("float32_loss_rel") * Math.abs(loss)));
        check(c, actual.rows(), expected.path("full_grad_raw_embeddings"));
        check(c, actual.classWeights(), expected.path("full_grad_class_weights"));
      }
    }
  }

  private static void check(MemVirCase c, float[] actual, JsonNode expected) {
    double[] values = GoldenTensors.doubles(expected);
    double scale = Math.max(1, DoubleStream.of(values).map(Math::abs).max().orElse(0));
    assertThat(actual).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) actual[i])
          .isCloseTo(values[i], within(c.tolerance("float32_grad_abs") * scale));
    }
  }

  private static List<Step> steps(MemVirCase c, LossScope scope, Collective collective) {
    List<Step> steps = new ArrayList<>();
    try (MemVir memVir = new MemVir(c.loss(), c.settings())) {
      for (int step = 0; step < c.inputs().size(); step++) {
        try (NDManager manager = NDManager.newBaseManager()) {
          steps.add(step(c.inputs().get(step), step, scope, memVir, collective, manager));
        }
      }
    }
    return steps;
  }

  private static Step step(
      JsonNode input,
      int step,
      LossScope scope,
      MemVir memVir,
      Collective collective,
      NDManager manager) {
    int[] labels = GoldenTensors.ints(input.path("labels"));
    int own = labels.length / collective.size();
    int first = collective.rank() * own;
    NDArray raw =
        GoldenTensors.tensor(manager, input.path("raw_embeddings"), DataType.FLOAT32)
            .get(first + ":" + (first + own))
            .duplicate();
    NDArray weights =
        GoldenTensors.transposed(manager, input.path("class_weights"), DataType.FLOAT32);
    raw.setRequiresGradient(true);
    weights.setRequiresGradient(true);
    NDArray embeddings = Autograd.recorded(() -> raw.mul(1));
    StepRows local =
        new StepRows(
            embeddings, Arrays.copyOfRange(labels, first, first + own), new boolean[own], null);
    boolean global = scope == LossScope.GLOBAL;
    GlobalRows gathered = global ? GlobalRows.gather(local, collective, manager) : null;
    StepRows rows = gathered == null ? local : gathered.rows();
    StepBatch batch =
        GoldenTensors.batch(
            input.path("epoch").intValue() - 1,
            step,
            rows.embeddings(),
            rows.classes(),
            Map.of(ClassWeightLoss.CLASS_WEIGHTS, weights));
    NDArray loss = Autograd.recorded(() -> memVir.evaluate(batch));
    Autograd.backward(loss);
    if (gathered != null) {
      gathered.backward(local);
    }
    float[] classWeights = weights.getGradient().transpose().duplicate().toFloatArray();
    NDArray gradient = raw.getGradient();
    if (!global) {
      collective.allReduce(classWeights);
      for (int i = 0; i < classWeights.length; i++) {
        classWeights[i] /= collective.size();
      }
      gradient = gradient.div(collective.size());
    }
    return new Step(loss.getFloat(), collective.allGather(gradient.toFloatArray()), classWeights);
  }
}
