package org.semblance.regularizer;

import static org.semblance.GoldenJson.flat;
import static org.semblance.GoldenJson.matrix;
import static org.semblance.GoldenJson.number;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.Deviations;
import org.semblance.GoldenCase;
import org.semblance.loss.PmlSettings;
import org.semblance.loss.Probe;

/** Regularizers against pytorch-metric-learning: values and gradients. */
class RegularizerGoldenTest {

  private static final Deviations DEVIATIONS = new Deviations();

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> equalsPml() {
    return GoldenCase.in("pml_", "regularizers", file -> true)
        .flatMap(
            each ->
                Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                    .map(type -> each.test(type.name(), () -> compare(each, type))));
  }

  private static void compare(GoldenCase each, DataType type) {
    Regularizer regularizer = PmlSettings.regularizer(each.name());
    Probe probe =
        Probe.of(
            type,
            Map.of("weights", matrix(each.get("weights"))),
            of -> regularizer.penalty(of.get("weights")));
    String row = each.file().name() + " regularizers | " + type;
    boolean exact = type == DataType.FLOAT64;
    DEVIATIONS.check(
        row + " value",
        each.name(),
        new double[] {probe.value()},
        new double[] {number(each.get("expected"))},
        exact ? 1e-9 : 1e-5);
    DEVIATIONS.check(
        row + " gradient",
        each.name(),
        probe.gradient("weights"),
        flat(matrix(each.get("expected_grad"))),
        exact ? 1e-8 : 1e-5);
  }
}
