package org.semblance.training;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.semblance.train.TrainOutcome;

/**
 * What training did.
 *
 * @param outcome of the first rank
 * @param attempts starts, the first included
 * @param model folder of the model
 */
public record TrainResult(TrainOutcome outcome, int attempts, Path model) {

  /** Last validation by curve name. */
  public Map<String, Double> validation() {
    return outcome.validation();
  }
}
