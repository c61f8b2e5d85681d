package org.semblance.method.objective;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.semblance.method.Deviations;
import org.semblance.method.memvir.Snapshot;

/** Compares the content of the memory with a golden dump, which may be partial. */
public final class MemoryDump {

  private MemoryDump() {}

  public static void compare(
      Deviations deviations,
      String file,
      List<Snapshot> oldestFirst,
      JsonNode dump,
      double tolerance) {
    JsonNode embeddings =
        dump.has("embeddings_oldest_first")
            ? dump.path("embeddings_oldest_first")
            : dump.path("embeddings");
    for (int i = 0; i < oldestFirst.size(); i++) {
      Snapshot snapshot = oldestFirst.get(i);
      deviations.check(file, "embeddings", snapshot.embeddings(), embeddings.path(i), tolerance);
      deviations.check(file, "labels", snapshot.labels(), dump.path("labels").path(i), 0);
      try (NDArray byColumns = snapshot.classWeights().transpose()) {
        deviations.check(
            file, "class weights", byColumns, dump.path("class_weights").path(i), tolerance);
      }
    }
  }
}
