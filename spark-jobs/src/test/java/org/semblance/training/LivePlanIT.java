package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.experiment.ConfigLoader;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.prep.BuildShards;
import org.semblance.prep.PlanBatches;
import org.semblance.prep.PlanResult;
import org.semblance.stage.TrainStage;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.feed.Cursor;

/** Rounds that depend on embeddings: the plan job leaves them to training. */
@ExtendWith(LocalSpark.class)
class LivePlanIT {

  private static final int ROUNDS = 2;
  private static final List<String> MINED_CONTRASTIVE =
      List.of(
          "name=stripes",
          "train.seed=1",
          "train.epochs=" + ROUNDS,
          "train.threads=1",
          "transform.side=16",
          "transform.test.resize=16",
          "model.backbone={type: conv4, channels: 8}",
          "loss={type: contrastive}",
          "apfs.enabled=true",
          "apfs.classes-per-batch=2",
          "apfs.images-per-class=3",
          "apfs.round={type: fixed, steps: 6}",
          "apfs.mining.rule=set");

  @TempDir static java.nio.file.Path folder;

  @Test
  void trainsOnRoundsThatItPlans(SparkSession spark) throws IOException {
    ExperimentConfig config = ConfigLoader.load(null, MINED_CONTRASTIVE).config();
    StripedTable.write(spark, path("images"));
    PlanResult plan =
        new PlanBatches(
                spark, config.plan(), config.apfs(), 1, ROUNDS, 1, path("images"), path("plan"))
            .execute();
    assertThat(plan.rounds()).isZero();
    assertThat(plan.summary()).endsWith("planned while training");
    new BuildShards(spark, config.plan(), path("images"), path("shards")).execute();
    TrainResult result =
        new TrainOnExecutors(
                spark,
                TrainStage.spec(config),
                new TrainPaths(path("plan"), path("shards"), path("run"), path("run/model")),
                Start.ANEW,
                progress -> {},
                () -> false)
            .execute();
    assertThat(result.outcome().cursor()).isEqualTo(new Cursor(ROUNDS, 0, 6L * ROUNDS));
    assertThat(Files.readString(folder.resolve("run/metrics.jsonl")))
        .contains("plan/embedded-images");
  }

  private static Path path(String name) {
    return new Path(folder.resolve(name).toString());
  }
}
