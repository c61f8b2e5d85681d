package org.semblance.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;

/**
 * What the user wants of a run directory that was used before.
 *
 * @param resumes whether a training that was cut off continues from its last checkpoint
 * @param from the first stage to execute again whatever is recorded; null for none
 * @param order the names of all stages
 */
public record Resumption(boolean resumes, @Nullable String from, List<String> order) {

  public Resumption {
    if (from != null && !order.contains(from)) {
      throw SemblanceException.usage(
          "--from must be one of " + String.join(", ", order) + ", got " + from);
    }
  }

  boolean restarts(String stage) {
    return from != null && order.indexOf(stage) >= order.indexOf(from);
  }
}
