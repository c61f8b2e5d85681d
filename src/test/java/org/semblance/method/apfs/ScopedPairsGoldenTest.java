package org.semblance.method.apfs;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenCase;
import org.semblance.GoldenFiles.Golden;
import org.semblance.method.Deviations;
import org.semblance.method.objective.GoldenLosses;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;

/** Pair losses over the pairs of one feasible set. */
class ScopedPairsGoldenTest {

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
  Stream<DynamicTest> losses() {
    return GoldenCase.in("apfs_", "cases", ScopedPairsGoldenTest::isScopedLoss)
        .map(c -> c.test("loss", () -> compare(c.file(), c.node())));
  }

  private static boolean isScopedLoss(JsonNode content) {
    JsonNode first = content.path("cases").path(0);
    return first.path("config").has("scope") && first.path("inputs").path("embeddings").isArray();
  }

  private static void compare(Golden file, JsonNode c) {
    JsonNode inputs = c.path("inputs");
    double tolerance = file.content().path("tolerance").path("float64_abs").doubleValue();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray rows = GoldenTensors.tensor(manager, inputs.path("embeddings"), DataType.FLOAT64);
      rows.setRequiresGradient(true);
      StepBatch batch =
          GoldenTensors.batch(
              rows,
              GoldenTensors.ints(inputs.path("labels")),
              GoldenTensors.flags(inputs.path("representatives")));
      Objective objective = GoldenLosses.scoped(c.path("config"));
      NDArray loss = Autograd.recorded(() -> objective.evaluate(batch));
      Autograd.backward(loss);
      DEVIATIONS.check(file.name(), "loss", loss, c.path("expected").path("loss"), tolerance);
      DEVIATIONS.check(
          file.name(),
          "grad_embeddings",
          rows.getGradient(),
          c.path("expected").path("grad_embeddings"),
          tolerance);
    }
  }
}
