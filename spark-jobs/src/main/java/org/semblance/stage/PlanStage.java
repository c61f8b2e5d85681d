package org.semblance.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.fault.SemblanceException;
import org.semblance.prep.BuildShards;
import org.semblance.prep.PlanBatches;
import org.semblance.prep.PlanResult;
import org.semblance.prep.ShardResult;
import org.semblance.run.RunDirectory;
import org.semblance.train.settings.TrainSettings;

/** The images table to batches and shards; nothing where nothing is trained. */
public record PlanStage() implements Stage {

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "Draws the training batches and packs the training images into shards.";
  }

  @Override
  public List<String> settings(ObjectNode config) {
    List<String> settings = new ArrayList<>(List.of("plan", "apfs", "train.seed", "train.epochs"));
    // Other batches are dealt to the ranks when they are read.
    if (config.at("/apfs/enabled").asBoolean()) {
      settings.add("train.ranks");
    }
    return settings;
  }

  @Override
  public List<Stage> upstream() {
    return List.of(new IngestStage());
  }

  @Override
  public List<SemblanceException> obstacles(ExperimentConfig config, SparkConf spark) {
    TrainSettings train = config.train();
    return train.epochs() == 0 || config.apfs().enabled()
        ? List.of()
        : Obstacles.unless(() -> config.plan().sampler().requireRanks(train.ranks())).stream()
            .toList();
  }

  @Override
  public List<Path> outputs(RunDirectory run) {
    return List.of(run.plan(), run.shards());
  }

  @Override
  public StageResult execute(StageContext context) {
    ExperimentConfig config = context.config();
    RunDirectory run = context.run();
    TrainSettings train = config.train();
    if (train.epochs() == 0) {
      return StageResult.of("nothing is trained", Map.of("rounds", 0L));
    }
    PlanResult plan =
        new PlanBatches(
                context.spark(),
                config.plan(),
                config.apfs(),
                train.seed(),
                train.epochs(),
                train.ranks(),
                run.images(),
                run.plan())
            .execute();
    ShardResult shards =
        new BuildShards(context.spark(), config.plan(), run.images(), run.shards()).execute();
    return StageResult.of(plan.summary() + "; " + shards.summary(), counts(plan, shards));
  }

  private static Map<String, Long> counts(PlanResult plan, ShardResult shards) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("rounds", (long) plan.rounds());
    counts.put("steps-per-round", (long) plan.stepsPerRound());
    counts.put("rows", plan.rows());
    counts.put("classes", (long) plan.classes());
    counts.put("images", plan.images());
    counts.put("dropped-classes", (long) plan.droppedClasses());
    counts.put("repeated-rows", plan.repeatedRows());
    counts.put("shards", (long) shards.shards());
    counts.put("shard-bytes", shards.bytes());
    return counts;
  }
}
