package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.fault.SemblanceException;
import org.semblance.run.RunDirectory;
import org.semblance.run.StageRecord;
import org.semblance.train.TrainOutcome;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainingRun;
import org.semblance.training.Preflight;
import org.semblance.training.RankMemoryEstimate;
import org.semblance.training.TrainOnExecutors;
import org.semblance.training.TrainPaths;
import org.semblance.training.TrainResult;
import org.semblance.training.TrainSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Batches and shards to a model. */
public record TrainStage() implements Stage {

  private static final Logger LOG = LoggerFactory.getLogger(TrainStage.class);

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "Trains the net on executors, with checkpoints, and writes the model.";
  }

  @Override
  public List<String> settings(ObjectNode config) {
    return List.of(
        "train", "model", "transform", "loss", "memvir", "xbm", "regularization", "obd-sd");
  }

  @Override
  public List<Stage> upstream() {
    return List.of(new PlanStage());
  }

  /** Those of the plan as well: a training is resumed without planning anew. */
  @Override
  public List<SemblanceException> obstacles(ExperimentConfig config, SparkConf spark) {
    List<SemblanceException> found = new ArrayList<>(new PlanStage().obstacles(config, spark));
    if (config.train().epochs() > 0) {
      found.addAll(Preflight.obstacles(spark, config.train()));
    }
    return found;
  }

  @Override
  public List<Path> outputs(RunDirectory run) {
    return List.of(run.checkpoints(), run.model(), run.events(), run.metricsLog());
  }

  @Override
  public List<Path> results(RunDirectory run) {
    return List.of(run.model());
  }

  /** Where ranks have losses or batches of their own, their number is part of the objective. */
  @Override
  public boolean continuesWithAnother(String key, ObjectNode config) {
    boolean ownRows =
        config.at("/train/loss-scope").asText().equals("local")
            || config.at("/apfs/enabled").asBoolean();
    return !(ownRows && key.equals("train.ranks"));
  }

  @Override
  public boolean isResumable() {
    return true;
  }

  @Override
  public boolean hasProgress(RunDirectory run) {
    return run.files().exists(run.checkpoints());
  }

  @Override
  public boolean showsProgress() {
    return true;
  }

  @Override
  public StageResult execute(StageContext context) {
    ExperimentConfig config = context.config();
    RunDirectory run = context.run();
    TrainSpec spec = spec(config);
    memory(spec, run).ifPresent(memory -> requireMemory(memory, context));
    TrainResult result =
        new TrainOnExecutors(
                context.spark(),
                spec,
                new TrainPaths(run.plan(), run.shards(), run.root(), run.model()),
                context.resume() ? TrainingRun.Start.RESUME : TrainingRun.Start.ANEW,
                progress -> show(progress, context),
                context.interruption()::isRequested)
            .execute();
    return result(config, result);
  }

  /** What of an experiment's settings training depends on. */
  public static TrainSpec spec(ExperimentConfig config) {
    return new TrainSpec(
        config.name(),
        config.train(),
        config.model(),
        config.transform(),
        config.loss(),
        config.methods());
  }

  /** What each rank's memory will hold, where the batches of {@code run} are planned. */
  public static Optional<RankMemoryEstimate> memory(TrainSpec spec, RunDirectory run) {
    return StageRecord.read(run, new PlanStage().name())
        .map(plan -> RankMemoryEstimate.of(spec, plan.counts()));
  }

  private static void requireMemory(RankMemoryEstimate memory, StageContext context) {
    LOG.info("{}", memory.text());
    context.progress().say(memory.text());
    memory.require(context.spark().sparkContext());
  }

  private static void show(TrainProgress progress, StageContext context) {
    String loss =
        Double.isNaN(progress.loss())
            ? ""
            : String.format(Locale.ROOT, "loss %.4f, ", progress.loss());
    String detail =
        String.format(
            Locale.ROOT,
            "epoch %d/%d, %s%.0f images/s",
            Math.min(progress.epoch() + 1, progress.epochs()),
            progress.epochs(),
            loss,
            progress.imagesPerSecond());
    context.progress().update(progress.step(), progress.totalSteps(), "steps", detail);
  }

  private static StageResult result(ExperimentConfig config, TrainResult result) {
    TrainOutcome outcome = result.outcome();
    if (config.train().epochs() == 0) {
      return StageResult.of("the initial weights are the model", Map.of("attempts", 0L));
    }
    Map<String, Double> metrics = new LinkedHashMap<>(result.validation());
    metrics.put("train-loss", outcome.loss());
    metrics.put("train-images-per-second", outcome.imagesPerSecond());
    metrics.put("train-stall-share", outcome.stallShare());
    String summary =
        String.format(
            Locale.ROOT,
            "loss %.4f, %.0f images/s, %.1f %% of the time waiting for data",
            outcome.loss(),
            outcome.imagesPerSecond(),
            100 * outcome.stallShare());
    return new StageResult(
        summary,
        Map.of("attempts", (long) result.attempts(), "resumed-at-step", outcome.resumedAt()),
        metrics);
  }
}
