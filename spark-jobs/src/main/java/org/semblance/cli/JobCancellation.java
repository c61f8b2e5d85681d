package org.semblance.cli;

import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.semblance.stage.Interruption;

/** Cancels what runs when a signal comes, and every job that starts after it. */
final class JobCancellation extends SparkListener {

  private final SparkContext spark;
  private final Interruption interruption;

  JobCancellation(SparkContext spark, Interruption interruption) {
    this.spark = spark;
    this.interruption = interruption;
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    if (interruption.isRequested()) {
      spark.cancelJob(start.jobId());
    }
  }
}
