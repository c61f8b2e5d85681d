package org.semblance.method.objective;

import java.util.List;
import java.util.Optional;
import org.semblance.loss.MetricLoss;

/**
 * Something that training adds to a loss: a memory, a penalty, a teacher. A method says what it
 * asks of the loss and how it changes the objective; what is not overridden, it leaves alone.
 */
public interface Method {

  /** Whether the settings switch it on. */
  boolean isActive();

  /** What it asks of the loss, where it is active. */
  default List<LossUse> uses() {
    return List.of();
  }

  /** What else stands in its way, one sentence each, where it is active. */
  default List<String> problems() {
    return List.of();
  }

  /**
   * The objective in place of {@code loss} alone, if the method chooses what its rows are compared
   * with. It then has a use that says so.
   *
   * @param loss one that {@link #uses} accept
   */
  default Optional<Objective> over(MetricLoss loss) {
    return Optional.empty();
  }

  /**
   * The objective with what the method adds around {@code inner}, which it then owns.
   *
   * @param epochs planned for the whole run
   */
  default Objective around(Objective inner, int epochs) {
    return inner;
  }
}
