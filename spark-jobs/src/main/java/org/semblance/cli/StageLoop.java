package org.semblance.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.semblance.progress.ConsoleProgress;
import org.semblance.progress.SparkProgress;
import org.semblance.run.JobResult.StageOutcome;
import org.semblance.run.RunDirectory;
import org.semblance.stage.Stage;
import org.semblance.stage.StageContext;
import org.semblance.stage.StagePlan.Action;
import org.semblance.stage.StagePlan.Step;
import org.semblance.stage.StageResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the steps of a plan one after the other, each as a named job group of Spark. */
final class StageLoop {

  private static final Logger LOG = LoggerFactory.getLogger(StageLoop.class);

  private final StageContext context;
  private final JobRecorder recorder;
  private final ConsoleProgress progress;

  StageLoop(StageContext context, JobRecorder recorder, ConsoleProgress progress) {
    this.context = context;
    this.recorder = recorder;
    this.progress = progress;
  }

  void execute(List<Step> steps) {
    for (Step step : steps) {
      if (context.interruption().isRequested()) {
        return;
      }
      progress.begin(step.stage().name());
      if (step.action() == Action.SKIP) {
        skip(step);
      } else {
        execute(step);
      }
    }
  }

  private void skip(Step step) {
    recorder.add(outcome(step, "skipped", 0, step.record().counts()), step.record().metrics());
    progress.end("up to date: " + step.record().summary());
  }

  private void execute(Step step) {
    Instant start = Instant.now();
    if (!step.reason().isEmpty()) {
      String how = step.action() == Action.RESUME ? " goes on with " : " is executed again: ";
      progress.say(step.stage().name() + how + step.reason());
    }
    prepare(step, context.run());
    StageResult result;
    try {
      result = inJobGroup(step);
    } catch (Throwable failure) {
      // Spark throws checked exceptions that it does not declare.
      String ending = context.interruption().isRequested() ? "interrupted" : "failed";
      recorder.add(outcome(step, ending, secondsSince(start), Map.of()), Map.of());
      throw failure;
    }
    if (context.interruption().isRequested()) {
      recorder.add(outcome(step, "interrupted", secondsSince(start), result.counts()), Map.of());
      return;
    }
    double seconds = secondsSince(start);
    step.record()
        .done(seconds, result.summary(), result.counts(), result.metrics())
        .with(context.run(), step.stage().results(context.run()))
        .write(context.run());
    recorder.add(outcome(step, "done", seconds, result.counts()), result.metrics());
    String line = String.format(Locale.ROOT, "%.1f s: %s", seconds, result.summary());
    LOG.info("{} {}", step.stage().name(), line);
    progress.end(line);
  }

  private static void prepare(Step step, RunDirectory run) {
    if (step.action() == Action.EXECUTE) {
      step.stage().outputs(run).forEach(run.files()::delete);
    }
    step.record().write(run);
  }

  private StageResult inJobGroup(Step step) {
    Stage stage = step.stage();
    SparkContext spark = context.spark().sparkContext();
    SparkProgress tasks = new SparkProgress(progress);
    spark.setJobGroup(stage.name(), stage.name() + " " + step.record().settings(), true);
    if (!stage.showsProgress()) {
      spark.addSparkListener(tasks);
    }
    // A stage that can resume watches the interruption itself, to end with a checkpoint.
    JobCancellation cancellation = new JobCancellation(spark, context.interruption());
    if (!stage.isResumable()) {
      spark.addSparkListener(cancellation);
    }
    context.interruption().react(stage.isResumable() ? () -> {} : spark::cancelAllJobs);
    try {
      return stage.execute(context.resuming(step.action() == Action.RESUME));
    } finally {
      spark.removeSparkListener(tasks);
      spark.removeSparkListener(cancellation);
      spark.clearJobGroup();
    }
  }

  private static StageOutcome outcome(
      Step step, String status, double seconds, Map<String, Long> counts) {
    return new StageOutcome(step.stage().name(), status, seconds, counts);
  }

  private static double secondsSince(Instant start) {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }
}
