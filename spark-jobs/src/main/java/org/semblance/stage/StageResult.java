package org.semblance.stage;

import java.util.Map;

/**
 * What a stage has to tell.
 *
 * @param summary one line for the terminal, without a full stop
 * @param counts by name
 * @param metrics by printed name, such as {@code recall@1}, in the order to print
 */
public record StageResult(String summary, Map<String, Long> counts, Map<String, Double> metrics) {

  /** Counts alone. */
  public static StageResult of(String summary, Map<String, Long> counts) {
    return new StageResult(summary, counts, Map.of());
  }
}
