package org.semblance.method.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.GoldenFiles;
import org.semblance.GoldenFiles.Golden;
import org.semblance.distance.UnitRows;
import org.semblance.method.Deviations;
import org.semblance.method.objective.GoldenTensors;
import org.semblance.tensor.TorchEngine;

/** The matrices of the batch diffusion, from teacher embeddings to targets. */
class BatchDiffusionGoldenTest {

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
  Stream<DynamicTest> matrices() {
    return GoldenFiles.matching("obdsd_", BatchDiffusionGoldenTest::hasOperators).stream()
        .flatMap(BatchDiffusionGoldenTest::tests);
  }

  private static boolean hasOperators(JsonNode content) {
    return content.path("cases").path(0).path("expected").has("operator_P");
  }

  private static Stream<DynamicTest> tests(Golden golden) {
    JsonNode content = golden.content();
    JsonNode symmetric = content.path("symmetric_variant");
    return Stream.of(
            elements(content.path("cases")).map(c -> test(golden, c, content.path("inputs"))),
            elements(content.path("degenerate"))
                .map(c -> test(golden, c, MissingNode.getInstance())),
            elements(symmetric.path("cases")).map(c -> test(golden, c, symmetric)))
        .flatMap(tests -> tests);
  }

  private static DynamicTest test(Golden golden, JsonNode c, JsonNode shared) {
    String name = golden.name() + " " + c.path("name").asText(c.path("config").toString());
    return DynamicTest.dynamicTest(name, () -> compare(golden, c, shared));
  }

  private static void compare(Golden golden, JsonNode c, JsonNode shared) {
    JsonNode config = c.path("config");
    BatchDiffusion diffusion =
        new BatchDiffusion(
            config.path("diffusion_w").doubleValue(),
            config.path("kd_tau").doubleValue(),
            config.path("diffusion_tau").asDouble(1));
    double tolerance = golden.content().path("tolerance").path("float64_abs").doubleValue();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray teacher = teacher(manager, c, shared);
      NDArray similarity = teacher.matMul(teacher.transpose());
      for (String matrix : (Iterable<String>) () -> c.path("expected").fieldNames()) {
        NDArray actual = matrix(diffusion, matrix, teacher, similarity, shared);
        JsonNode expected = c.path("expected").path(matrix);
        DEVIATIONS.check(golden.name(), matrix, actual, expected, tolerance);
      }
    }
  }

  private static NDArray teacher(NDManager manager, JsonNode c, JsonNode shared) {
    for (JsonNode source : List.of(c, c.path("inputs"), shared)) {
      if (source.has("teacher_raw")) {
        return UnitRows.of(
            GoldenTensors.tensor(manager, source.path("teacher_raw"), DataType.FLOAT64));
      }
      if (source.has("teacher_embeddings")) {
        return GoldenTensors.tensor(manager, source.path("teacher_embeddings"), DataType.FLOAT64);
      }
    }
    throw new AssertionError("no teacher in " + c);
  }

  private static NDArray matrix(
      BatchDiffusion diffusion, String name, NDArray teacher, NDArray similarity, JsonNode shared) {
    boolean symmetric = shared.has("affinity_normalised");
    return switch (name) {
      case "transition_W" -> diffusion.transition(similarity);
      case "teacher_softmax_Q" -> diffusion.lists(similarity);
      case "diffused_similarity" -> diffusion.diffused(similarity);
      case "operator_P" ->
          diffusion.operator(
              symmetric
                  ? diffusion.symmetricTransition(similarity)
                  : diffusion.transition(similarity));
      case "target" ->
          diffusion.target(teacher, symmetric ? Diffusion.SYMMETRIC : Diffusion.CODE_ORDER);
      default -> throw new AssertionError("unknown matrix " + name);
    };
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
