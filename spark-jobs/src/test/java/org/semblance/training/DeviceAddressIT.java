package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.collective.Collective;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.settings.TrainSettings.Algorithm;
import org.semblance.train.settings.TrainSettings.Compression;
import org.semblance.train.settings.TrainSettings.ExchangeSettings;

/** Executors with GPUs that only a discovery script knows of. */
class DeviceAddressIT {

  /** Gives every caller the next address, as if each worker had a GPU of its own. */
  private static final String NEXT =
      """
      #!/bin/sh
      address=0
      while ! mkdir "$(dirname "$0")/$address" 2> /dev/null; do address=$((address + 1)); done
      echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"$address\\"]}"
      """;

  /** Gives every caller the same address. */
  private static final String SAME =
      """
      #!/bin/sh
      echo '{"name": "gpu", "addresses": ["3"]}'
      """;

  @TempDir Path folder;

  @AfterEach
  void stop() {
    LocalCluster.stop();
  }

  @Test
  void eachRankHasTheAddressThatSparkGaveIt() throws IOException {
    SparkSession spark = cluster(NEXT);
    List<String> addresses = barrierStage(spark, new Address(), address -> false);
    assertThat(addresses).containsExactlyInAnyOrder("0", "1");
    StripedTraining training = new StripedTraining(spark, folder);
    training.prepare(1, 2);
    assertThatThrownBy(
            training.job(
                    StripedTraining.settings(1, 2), "run", Start.ANEW, progress -> {}, () -> false)
                ::execute)
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PREFLIGHT))
        .hasMessageMatching(
            "Spark gave a rank GPU [01] of .*, but PyTorch sees 0 there: set PYTORCH_LIBRARY_PATH"
                + " to a libtorch with CUDA on the executors, or train on CPUs without"
                + " spark.executor.resource.gpu.amount");
  }

  @Test
  void ranksDoNotShareAGpu() throws IOException {
    SparkSession spark = cluster(SAME);
    List<RankReport> reports =
        barrierStage(
            spark,
            new Meeting(
                new GroupEntry(
                    1, 1, 2, new ExchangeSettings(Algorithm.AUTO, Compression.NONE, 10, true))),
            RankReport::failed);
    assertThat(reports)
        .hasSize(2)
        .allSatisfy(
            report -> {
              assertThat(report.exitCode()).isEqualTo(ExitCode.PREFLIGHT);
              assertThat(report.message())
                  .matches(
                      "ranks 0 and 1 are both on GPU 3 of .*: let the discovery script give each"
                          + " executor its own address, with"
                          + " spark.executor.resource.gpu.amount=1");
            });
  }

  private SparkSession cluster(String script) throws IOException {
    Path discovery = Files.writeString(folder.resolve("discover.sh"), script);
    assertThat(discovery.toFile().setExecutable(true)).isTrue();
    return LocalCluster.start(
        2,
        Map.of(
            "spark.worker.resource.gpu.amount", "1",
            "spark.worker.resource.gpu.discoveryScript", discovery.toString(),
            "spark.executor.resource.gpu.amount", "1",
            "spark.task.resource.gpu.amount", "1"));
  }

  private static <R> List<R> barrierStage(
      SparkSession spark, BarrierStage.RankTask<R> task, Predicate<R> failed) {
    return BarrierStage.run(
        JavaSparkContext.fromSparkContext(spark.sparkContext()),
        2,
        RankSlot.of(spark.sparkContext()),
        task,
        failed,
        "gpus");
  }

  /** Tells the rank's address. */
  private record Address() implements BarrierStage.RankTask<String> {
    @Override
    public String run(BarrierTaskContext task) {
      return RankChecks.gpu(task.resourcesJMap());
    }
  }

  /** Meets the other ranks. */
  private record Meeting(GroupEntry entry) implements BarrierStage.RankTask<RankReport> {
    @Override
    public RankReport run(BarrierTaskContext task) {
      try (Collective collective = entry.enter(task)) {
        throw new IllegalStateException("rank %d met".formatted(collective.rank()));
      } catch (RuntimeException failure) {
        return RankReport.of(failure);
      }
    }
  }
}
