package org.semblance.jobs.stage;

import java.util.Locale;
import java.util.Map;
import org.semblance.batch.ApfsSettings;
import org.semblance.jobs.train.TrainSpec;
import org.semblance.method.Objective;

/**
 * What the memories of the methods take at most on each rank, known before training: the queues of
 * MemVir and of the cross-batch memory.
 */
record MemoryFootprint(long bytes) {

  /**
   * The footprint of a training.
   *
   * @param plan counts of the plan stage
   */
  static MemoryFootprint of(TrainSpec spec, Map<String, Long> plan) {
    int classes = count(plan, "classes") + count(plan, "dropped-classes");
    int dimension = spec.model().embeddingDimension();
    try (Objective objective = spec.objective()) {
      return new MemoryFootprint(
          objective.memoryFootprintBytes(rowsPerStep(spec, plan), classes, dimension));
    }
  }

  /** One clause for the terminal; empty where nothing is remembered. */
  String text() {
    return bytes == 0
        ? ""
        : String.format(Locale.ROOT, "memory of past steps: at most %.1f MB per rank", bytes / 1e6);
  }

  private static int rowsPerStep(TrainSpec spec, Map<String, Long> plan) {
    ApfsSettings apfs = spec.methods().apfs();
    if (apfs.enabled()) {
      return spec.train().ranks() * apfs.classesPerBatch() * apfs.imagesPerClass();
    }
    long steps = Math.max(1, (long) count(plan, "rounds") * count(plan, "steps-per-round"));
    return (int) -Math.floorDiv(-plan.getOrDefault("rows", 0L), steps);
  }

  private static int count(Map<String, Long> plan, String name) {
    return Math.toIntExact(plan.getOrDefault(name, 0L));
  }
}
