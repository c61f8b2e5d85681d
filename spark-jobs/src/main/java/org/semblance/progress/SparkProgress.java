package org.semblance.progress;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the tasks of the Spark stages of the current stage of the run. */
public final class SparkProgress extends SparkListener {

  private final Progress progress;
  private long done;
  private long total;

  public SparkProgress(Progress progress) {
    this.progress = progress;
  }

  /** Starts counting from 0. */
  public synchronized void reset() {
    done = 0;
    total = 0;
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    total += submitted.stageInfo().numTasks();
    show();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().successful()) {
      done++;
      show();
    }
  }

  private void show() {
    if (total > 1) {
      progress.update(Math.min(done, total), total, "tasks", "");
    }
  }
}
