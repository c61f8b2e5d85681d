package org.semblance.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.train.TrainOutcome;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainingRun.Start;

/**
 * One barrier stage: from the start of its ranks to their outcome.
 *
 * @param run drawn at random: ranks of other runs are refused
 */
record TrainingAttempt(
    JavaSparkContext spark,
    long run,
    TrainSpec spec,
    TrainPaths paths,
    Broadcast<SerializableConfiguration> hadoop,
    Broadcast<Map<String, float[]>> values,
    TrainProgress.Listener listener,
    BooleanSupplier stop) {

  private static final String JOB_GROUP = "semblance-train";

  /**
   * The first rank's outcome.
   *
   * @throws SemblanceException what the first rank to fail reported; terminated, if training was
   *     asked to stop
   * @throws RuntimeException or a SparkException without a word in the signature, if the stage was
   *     lost
   */
  TrainOutcome run(int number, Start start) {
    SparkContext context = spark.sc();
    ProgressAccumulator progress = new ProgressAccumulator();
    context.register(progress);
    HeartbeatListener heartbeats = new HeartbeatListener(progress, listener);
    context.addSparkListener(heartbeats);
    spark.setJobGroup(JOB_GROUP, "train " + spec.name(), false);
    try (StopWatcher watcher = new StopWatcher(context, JOB_GROUP, stop)) {
      watcher.start();
      GroupEntry entry = new GroupEntry(run, number, spec.train().ranks(), spec.train().exchange());
      return outcome(ranks(start, entry, progress, watcher));
    } finally {
      spark.clearJobGroup();
      context.removeSparkListener(heartbeats);
    }
  }

  private List<RankReport> ranks(
      Start start, GroupEntry entry, ProgressAccumulator progress, StopWatcher watcher) {
    RunRank task = new RunRank(spec, paths, hadoop, values, start, entry, progress);
    try {
      return BarrierStage.run(
          spark,
          spec.train().ranks(),
          RankSlot.of(spark.sc()),
          task,
          RankReport::failed,
          JOB_GROUP);
    } catch (Exception failure) {
      if (watcher.hasStopped()) {
        watcher.awaitCheckpoint();
        throw stopped();
      }
      throw failure;
    }
  }

  private TrainOutcome outcome(List<RankReport> reports) {
    RankReport worst =
        reports.stream()
            .min(
                Comparator.comparing(RankReport::secondary).thenComparingLong(RankReport::failedAt))
            .orElseThrow();
    if (reports.stream().filter(RankReport::failed).allMatch(RankReport::secondary)
        && reports.stream().anyMatch(RankReport::failed)) {
      throw new IllegalStateException(worst.message());
    }
    TrainOutcome outcome = worst.orThrow();
    if (outcome.ending() == Ending.STOPPED) {
      throw stopped();
    }
    return outcome;
  }

  private SemblanceException stopped() {
    return new SemblanceException(
        ExitCode.TERMINATED,
        "training was stopped; its state is in "
            + paths.run()
            + "/checkpoints: continue with --resume");
  }
}
