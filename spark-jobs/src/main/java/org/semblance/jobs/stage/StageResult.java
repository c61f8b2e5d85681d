package org.semblance.jobs.stage;

import java.util.Map;

/**
 * What a stage has to tell.
 *
 * @param counts by name, in the order to print
 * @param metrics by printed name, such as {@code recall@1}, in the order to print
 */
public record StageResult(Map<String, Long> counts, Map<String, Double> metrics) {

  /** Counts alone. */
  public static StageResult of(Map<String, Long> counts) {
    return new StageResult(counts, Map.of());
  }
}
