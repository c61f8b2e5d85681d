package org.semblance.training;

import org.apache.spark.util.AccumulatorV2;
import org.jspecify.annotations.Nullable;
import org.semblance.train.TrainProgress;

/** The latest progress of the first rank; executors send it to the driver with each heartbeat. */
final class ProgressAccumulator extends AccumulatorV2<TrainProgress, @Nullable TrainProgress> {

  private static final long serialVersionUID = 1L;

  private volatile @Nullable TrainProgress latest;

  void set(TrainProgress progress) {
    latest = progress;
  }

  @Override
  public boolean isZero() {
    return latest == null;
  }

  @Override
  public ProgressAccumulator copy() {
    ProgressAccumulator copy = new ProgressAccumulator();
    copy.latest = latest;
    return copy;
  }

  @Override
  public void reset() {
    latest = null;
  }

  @Override
  public void add(TrainProgress progress) {
    latest = progress;
  }

  @Override
  public void merge(AccumulatorV2<TrainProgress, @Nullable TrainProgress> other) {
    TrainProgress theirs = other.value();
    TrainProgress mine = latest;
    if (theirs != null && (mine == null || mine.step() < theirs.step())) {
      latest = theirs;
    }
  }

  @Override
  public @Nullable TrainProgress value() {
    return latest;
  }
}
