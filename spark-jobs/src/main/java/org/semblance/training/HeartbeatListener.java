package org.semblance.training;

import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.semblance.train.TrainProgress;
import scala.collection.JavaConverters;

/** Passes on the progress that comes with the heartbeats of executors. */
final class HeartbeatListener extends SparkListener {

  private final long accumulator;
  private final TrainProgress.Listener listener;
  private long reported = -1;

  HeartbeatListener(ProgressAccumulator accumulator, TrainProgress.Listener listener) {
    this.accumulator = accumulator.id();
    this.listener = listener;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(task -> JavaConverters.seqAsJavaList(task._4()).forEach(this::report));
  }

  private void report(AccumulableInfo info) {
    if (info.id() == accumulator
        && info.update().isDefined()
        && info.update().get() instanceof TrainProgress progress
        && progress.step() > reported) {
      reported = progress.step();
      listener.report(progress);
    }
  }
}
