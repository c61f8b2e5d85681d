package org.semblance.train.feed;

import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Gives a rank its batches and says where rounds end. */
public interface BatchSource extends AutoCloseable {

  /** The next batch, empty after the last; waits until it is ready. Close it after use. */
  Optional<FeedBatch> next();

  /**
   * Whether the round is over; asked once after each step.
   *
   * @param batch of the step
   * @param validation gives the MAP@R of the net as it is now, the same on all ranks
   */
  default boolean endsRound(FeedBatch batch, DoubleSupplier validation) {
    return batch.lastOfRound();
  }

  /** What a checkpoint must hold for the batches to go on; nothing where the plan is a table. */
  default Optional<LivePlanState> state() {
    return Optional.empty();
  }

  /** Named figures of the latest planning for the log. */
  default Map<String, Double> figures() {
    return Map.of();
  }

  @Override
  void close();
}
