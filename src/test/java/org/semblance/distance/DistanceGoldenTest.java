package org.semblance.distance;

import static org.semblance.GoldenJson.flat;
import static org.semblance.GoldenJson.matrix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.semblance.Deviations;
import org.semblance.GoldenCase;
import org.semblance.loss.PmlSettings;
import org.semblance.loss.Probe;
import org.semblance.tensor.TorchEngine;

/** Distance matrices against pytorch-metric-learning. */
class DistanceGoldenTest {

  private static final Deviations DEVIATIONS = new Deviations();

  @AfterAll
  static void print() {
    DEVIATIONS.print();
  }

  @TestFactory
  Stream<DynamicTest> equalsPml() {
    return GoldenCase.in("pml_", "distances", file -> file.has("batches"))
        .flatMap(
            each ->
                Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                    .map(type -> each.test(type.name(), () -> compare(each, type))));
  }

  private static void compare(GoldenCase each, DataType type) {
    JsonNode batch = each.batch();
    try (NDManager manager = TorchEngine.start(1).newBaseManager()) {
      NDArray rows = Probe.array(manager, matrix(batch.get("embeddings")), type);
      Distance distance = PmlSettings.distance(each.name().replaceFirst("/.*", ""));
      DEVIATIONS.check(
          each.file().name() + " distances | " + type,
          each.name(),
          Probe.doubles(distance.matrix(rows, rows)),
          flat(matrix(each.get("expected_matrix"))),
          type == DataType.FLOAT64 ? 1e-9 : 1e-5);
    }
  }
}
