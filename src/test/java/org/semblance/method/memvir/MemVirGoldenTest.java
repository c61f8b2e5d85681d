package org.semblance.method.memvir;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.distance.UnitRows;
import org.semblance.loss.ClassWeightLoss;
import org.semblance.method.Deviations;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.MemoryDump;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

/** MemVir on scripted sequences: losses, gradients and memory after every step. */
class MemVirGoldenTest {

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
    return tests("float64", DataType.FLOAT64, MemVirGoldenTest::asComposed);
  }

  @TestFactory
  Stream<DynamicTest> inFloat32() {
    return tests("float32", DataType.FLOAT32, MemVirGoldenTest::asComposed);
  }

  @TestFactory
  Stream<DynamicTest> asDefinedInFloat64() {
    return tests("as defined", DataType.FLOAT64, MemVirGoldenTest::asDefined);
  }

  private static MemVir asComposed(MemVirCase c) {
    return new MemVir(c.loss(), c.settings());
  }

  private static MemVir asDefined(MemVirCase c) {
    return new MemVir(c.loss(), c.settings(), new ConcatenatedClasses(c.loss()));
  }

  private interface Construction {
    MemVir of(MemVirCase c);
  }

  private static Stream<DynamicTest> tests(String name, DataType type, Construction construction) {
    return MemVirCase.all()
        .filter(c -> !c.isSharded())
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name() + ", " + name, () -> new Run(c, type).compare(construction.of(c))));
  }

  /** One pass over the steps of a case. */
  private record Run(MemVirCase c, DataType type) {

    void compare(MemVir memVir) {
      try (memVir) {
        assertThat(c.expected()).hasSameSizeAs(c.inputs());
        for (int step = 0; step < c.inputs().size(); step++) {
          try (NDManager manager = NDManager.newBaseManager()) {
            step(memVir, step, manager);
          }
        }
      }
    }

    private void step(MemVir memVir, int step, NDManager manager) {
      JsonNode input = c.inputs().get(step);
      JsonNode expected = c.expected().get(step);
      VirtualClassMemory memory = memVir.memory();
      List<Snapshot> before = memory.oldestFirst();
      int epoch = input.path("epoch").intValue() - 1;
      List<Snapshot> virtual =
          c.settings().remembersIn(epoch) ? memory.selected() : List.<Snapshot>of();
      checkSelection(expected, input, before, virtual);
      if (expected.has("grad_embeddings")) {
        checkUnitRowGradient(memVir, input, expected, virtual, manager);
      }

      NDArray raw = leaf(GoldenTensors.tensor(manager, input.path("raw_embeddings"), type));
      NDArray weights = leaf(GoldenTensors.transposed(manager, input.path("class_weights"), type));
      NDArray loss = Autograd.recorded(() -> memVir.evaluate(batch(input, step, raw, weights)));
      Autograd.backward(loss);
      check("loss", loss, expected, lossTolerance());
      check("grad_raw_embeddings", raw.getGradient(), expected, gradientTolerance());
      check("grad_class_weights", weights.getGradient().transpose(), expected, gradientTolerance());
      checkMemory(memory, expected);
    }

    private void checkUnitRowGradient(
        MemVir memVir,
        JsonNode input,
        JsonNode expected,
        List<Snapshot> virtual,
        NDManager manager) {
      NDArray raw = GoldenTensors.tensor(manager, input.path("raw_embeddings"), type);
      NDArray rows = leaf(UnitRows.of(raw));
      NDArray weights = GoldenTensors.transposed(manager, input.path("class_weights"), type);
      NDArray labels = GoldenTensors.labels(manager, GoldenTensors.ints(input.path("labels")));
      NDArray loss =
          Autograd.recorded(() -> memVir.loss().evaluate(rows, labels, weights, virtual));
      Autograd.backward(loss);
      NDArray reference = GoldenTensors.tensor(manager, expected.path("grad_embeddings"), type);
      DEVIATIONS.check(
          label(),
          "grad_embeddings",
          GoldenTensors.doubles(GoldenTensors.acrossRows(rows.getGradient(), rows.stopGradient())),
          GoldenTensors.doubles(GoldenTensors.acrossRows(reference, rows.stopGradient())),
          gradientTolerance());
    }

    private void checkSelection(
        JsonNode expected, JsonNode input, List<Snapshot> before, List<Snapshot> virtual) {
      int classes = input.path("class_weights").path(0).size();
      int rows = input.path("labels").size() + virtual.stream().mapToInt(Snapshot::rows).sum();
      checkCount(expected, "queue_len_before", before.size());
      checkCount(expected, "num_virtual_sets", virtual.size());
      checkCount(expected, "total_rows", rows);
      checkCount(expected, "total_classes", classes * (virtual.size() + 1));
      if (expected.has("source_steps")) {
        assertThat(virtual.stream().map(Snapshot::step).mapToInt(Long::intValue).toArray())
            .as("source_steps")
            .containsExactly(GoldenTensors.ints(expected.path("source_steps")));
      }
    }

    private void checkMemory(VirtualClassMemory memory, JsonNode expected) {
      List<Snapshot> after = memory.oldestFirst();
      checkCount(expected, "queue_len_after", after.size());
      JsonNode dump = expected.path("memory_after");
      if (dump.isMissingNode()) {
        return;
      }
      assertThat(after.stream().map(Snapshot::step).mapToInt(Long::intValue).toArray())
          .containsExactly(GoldenTensors.ints(dump.path("step_ids_oldest_first")));
      MemoryDump.compare(DEVIATIONS, label(), after, dump, gradientTolerance());
    }

    private static void checkCount(JsonNode expected, String name, int actual) {
      if (expected.has(name)) {
        assertThat(actual).as(name).isEqualTo(expected.path(name).intValue());
      }
    }

    private String label() {
      return c.file().name() + " " + type.name().toLowerCase(Locale.ROOT);
    }

    private void check(String name, NDArray actual, JsonNode expected, double tolerance) {
      if (expected.has(name)) {
        DEVIATIONS.check(label(), name, actual, expected.path(name), tolerance);
      }
    }

    private StepBatch batch(JsonNode input, int step, NDArray raw, NDArray weights) {
      return GoldenTensors.batch(
          input.path("epoch").intValue() - 1,
          step,
          raw,
          GoldenTensors.ints(input.path("labels")),
          Map.of(ClassWeightLoss.CLASS_WEIGHTS, weights));
    }

    private double lossTolerance() {
      return c.tolerance(type == DataType.FLOAT64 ? "float64_abs" : "float32_loss_rel");
    }

    private double gradientTolerance() {
      return c.tolerance(type == DataType.FLOAT64 ? "float64_abs" : "float32_grad_abs");
    }

    private static NDArray leaf(NDArray array) {
      array.setRequiresGradient(true);
      return array;
    }
  }
}
