package org.semblance.cli;

import java.util.Map;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/** Metrics that a job must reach, so that a scheduler can stop a worse model. */
final class Thresholds {

  private Thresholds() {}

  /**
   * Compares.
   *
   * @throws SemblanceException threshold, naming the first metric that is missing or too low
   */
  static void check(Map<String, Double> required, Map<String, Double> metrics) {
    required.forEach(
        (name, least) -> {
          Double value = metrics.get(name);
          if (value == null) {
            throw new SemblanceException(
                ExitCode.THRESHOLD,
                name + " was not measured, required " + least + ": have " + metrics.keySet());
          }
          if (!(value >= least)) {
            throw new SemblanceException(
                ExitCode.THRESHOLD, name + " must be at least " + least + ", got " + value);
          }
        });
  }
}
