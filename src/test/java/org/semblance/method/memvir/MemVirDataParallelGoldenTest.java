package org.semblance.method.memvir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.method.Deviations;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

/** Workers that each remember their own rows: the mean of their losses is the full batch's. */
class MemVirDataParallelGoldenTest {

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
  Stream<DynamicTest> workers() {
    return MemVirCase.all()
        .filter(MemVirCase::isSharded)
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> compare(c)));
  }

  private static void compare(MemVirCase c) {
    int workers = c.config().path("workers").intValue();
    List<MemVir> all = new ArrayList<>();
    IntStream.rangeClosed(0, workers).forEach(i -> all.add(new MemVir(c.loss(), c.settings())));
    for (int step = 0; step < c.inputs().size(); step++) {
      try (NDManager manager = NDManager.newBaseManager()) {
        compare(c, step, all, manager);
      }
    }
    all.forEach(MemVir::close);
  }

  /** The last of {@code all} sees the full batch, the others their shards. */
  private static void compare(MemVirCase c, int step, List<MemVir> all, NDManager manager) {
    JsonNode expected = c.expected().get(step);
    int workers = all.size() - 1;
    int rows = c.inputs().get(step).path("labels").size();
    Gradients full = run(c, step, all.get(workers), 0, rows, manager);
    check(c, "full_loss", new double[] {full.loss()}, expected);
    check(c, "full_grad_class_weights", full.classWeights(), expected);
    check(c, "full_grad_raw_embeddings", full.rows(), expected);
    NDList shards = new NDList();
    for (int worker = 0; worker < workers; worker++) {
      int first = worker * rows / workers;
      Gradients shard =
          run(c, step, all.get(worker), first, (worker + 1) * rows / workers, manager);
      shards.add(shard.rows().div(workers));
      check(c, "worker_loss", new double[] {shard.loss()}, expected, worker);
      check(
          c,
          "worker_grad_class_weights",
          GoldenTensors.doubles(shard.classWeights()),
          expected,
          worker);
    }
    check(c, "full_grad_raw_embeddings", NDArrays.concat(shards), expected);
  }

  private record Gradients(double loss, NDArray rows, NDArray classWeights) {}

  private static Gradients run(
      MemVirCase c, int step, MemVir memVir, int first, int end, NDManager manager) {
    JsonNode input = c.inputs().get(step);
    NDArray raw =
        GoldenTensors.tensor(manager, input.path("raw_embeddings"), DataType.FLOAT64)
            .get(first + ":" + end)
            .duplicate();
    NDArray weights =
        GoldenTensors.transposed(manager, input.path("class_weights"), DataType.FLOAT64);
    raw.setRequiresGradient(true);
    weights.setRequiresGradient(true);
    int[] labels = Arrays.copyOfRange(GoldenTensors.ints(input.path("labels")), first, end);
    StepBatch batch =
        GoldenTensors.batch(
            input.path("epoch").intValue() - 1,
            step,
            raw,
            labels,
            Map.of(ClassWeightLoss.CLASS_WEIGHTS, weights));
    NDArray loss = Autograd.recorded(() -> memVir.evaluate(batch));
    Autograd.backward(loss);
    return new Gradients(loss.getDouble(), raw.getGradient(), weights.getGradient().transpose());
  }

  private static void check(MemVirCase c, String name, NDArray actual, JsonNode expected) {
    check(c, name, GoldenTensors.doubles(actual), expected);
  }

  private static void check(MemVirCase c, String name, double[] actual, JsonNode expected) {
    DEVIATIONS.check(
        c.file().name(),
        name,
        actual,
        GoldenTensors.doubles(expected.path(name)),
        c.tolerance("float64_abs"));
  }

  private static void check(
      MemVirCase c, String name, double[] actual, JsonNode expected, int worker) {
    DEVIATIONS.check(
        c.file().name(),
        name,
        actual,
        GoldenTensors.doubles(expected.path(name).path(worker)),
        c.tolerance("float64_abs"));
  }
}
