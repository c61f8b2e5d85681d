package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.model.ModelFiles;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainingRun.Start;

@ExtendWith(LocalSpark.class)
@TestInstance(Lifecycle.PER_CLASS)
class TrainOnExecutorsIT {

  private static final int EPOCHS = 4;
  private static final int PLANNED = 60;

  @TempDir static java.nio.file.Path folder;

  @BeforeAll
  void prepare(SparkSession spark) {
    training(spark).prepare(PLANNED, 1);
  }

  @Test
  void trainsAndWritesTheModel(SparkSession spark) throws IOException {
    TrainResult result =
        training(spark)
            .job(StripedTraining.settings(EPOCHS, 1), "whole", Start.ANEW, p -> {}, () -> false)
            .execute();
    assertThat(result.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(result.outcome().cursor().total()).isEqualTo(5L * EPOCHS);
    assertThat(result.validation()).containsKeys("validation/map@r", "validation/recall@1");
    assertThat(result.outcome().imagesPerSecond()).isPositive();
    ModelFiles model = ModelFiles.read(training(spark).modelFolder("whole"));
    assertThat(model.description().name()).isEqualTo("stripes");
    assertThat(model.values()).containsKey("head.weight");
    assertThat(Files.readAllLines(folder.resolve("whole/metrics.jsonl")))
        .hasSize(5 * EPOCHS + EPOCHS);
    assertThat(folder.resolve("whole/events")).isNotEmptyDirectory();
  }

  @Test
  void tellsTheDriverWhileRanksTrain(SparkSession spark) {
    List<TrainProgress> heard = new CopyOnWriteArrayList<>();
    TrainOnExecutors longer =
        training(spark)
            .job(
                StripedTraining.settings(PLANNED, 1),
                "heard",
                Start.ANEW,
                heard::add,
                () -> heard.size() >= 2);
    assertThatThrownBy(longer::execute).hasMessageStartingWith("training was stopped");
    assertThat(heard).extracting(TrainProgress::step).isSorted().doesNotHaveDuplicates();
    assertThat(heard.get(0).totalSteps()).isEqualTo(5L * PLANNED);
  }

  @Test
  void stopsWithACheckpointAndResumesBitForBit(SparkSession spark) throws IOException {
    training(spark)
        .job(StripedTraining.settings(EPOCHS, 1), "reference", Start.ANEW, p -> {}, () -> false)
        .execute();
    java.nio.file.Path checkpoints = folder.resolve("stopped/checkpoints");
    BooleanSupplier onceSaved = () -> Files.exists(checkpoints.resolve("step-000000000002"));
    TrainOnExecutors stopped =
        training(spark)
            .job(StripedTraining.settings(EPOCHS, 1), "stopped", Start.ANEW, p -> {}, onceSaved);
    assertThatThrownBy(stopped::execute)
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.TERMINATED))
        .hasMessage(
            "training was stopped; its state is in %s/checkpoints: continue with --resume"
                .formatted(training(spark).path("stopped")));
    assertThat(folder.resolve("stopped/model")).doesNotExist();
    TrainResult resumed =
        training(spark)
            .job(StripedTraining.settings(EPOCHS, 1), "stopped", Start.RESUME, p -> {}, () -> false)
            .execute();
    assertThat(resumed.outcome().resumedAt()).isBetween(2L, 5L * EPOCHS - 1);
    assertThat(Files.readAllBytes(folder.resolve("stopped/model/model.safetensors")))
        .isEqualTo(Files.readAllBytes(folder.resolve("reference/model/model.safetensors")));
  }

  @Test
  void writesTheInitialModelWithoutEpochs(SparkSession spark) {
    TrainResult result =
        training(spark)
            .job(StripedTraining.settings(0, 1), "untrained", Start.ANEW, p -> {}, () -> false)
            .execute();
    assertThat(result.outcome().cursor().total()).isZero();
    assertThat(ModelFiles.read(training(spark).modelFolder("untrained")).values())
        .containsKey("head.weight");
  }

  @Test
  void passesTheFirstFailureOn(SparkSession spark) {
    TrainOnExecutors unplanned =
        training(spark)
            .job(
                StripedTraining.settings(PLANNED + 1, 1),
                "failed",
                Start.ANEW,
                p -> {},
                () -> false);
    assertThatThrownBy(unplanned::execute)
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessage(
            "the plan table %s has %d rounds, train.epochs is %d: run plan again"
                .formatted(training(spark).path("plan"), PLANNED, PLANNED + 1));
  }

  @Test
  void refusesMoreRanksThanExecutors(SparkSession spark) {
    assertThatThrownBy(
            training(spark)
                    .job(StripedTraining.settings(1, 2), "ranks", Start.ANEW, p -> {}, () -> false)
                ::execute)
        .hasMessage(
            "train.ranks is 2 but --master local[2] has no executors: set train.ranks to 1, or use"
                + " a cluster, here --master 'local-cluster[2,1,3072]'");
  }

  @Test
  void refusesSpeculation(SparkSession spark) {
    spark.sparkContext().conf().set("spark.speculation", "true");
    try {
      assertThatThrownBy(
              training(spark)
                      .job(
                          StripedTraining.settings(1, 1),
                          "speculation",
                          Start.ANEW,
                          p -> {},
                          () -> false)
                  ::execute)
          .hasMessage(
              "spark.speculation must be false while training, got true: a second copy of a rank"
                  + " would train on its own; add --conf spark.speculation=false");
    } finally {
      spark.sparkContext().conf().remove("spark.speculation");
    }
  }

  private static StripedTraining training(SparkSession spark) {
    return new StripedTraining(spark, folder);
  }
}
