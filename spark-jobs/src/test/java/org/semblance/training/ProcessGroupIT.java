package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.cli.JobProcess;
import org.semblance.collective.Collective;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.optim.BigDl;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.Algorithm;
import org.semblance.train.settings.TrainSettings.Compression;
import org.semblance.train.settings.TrainSettings.ExchangeSettings;
import org.semblance.train.settings.TrainSettings.Update;

/** Two ranks in two executor processes that authenticate each other. */
@TestInstance(Lifecycle.PER_CLASS)
class ProcessGroupIT {

  private static final int KILLS = Integer.getInteger("semblance.kills", 3);

  /** Of five steps; enough that each kill has six of its own. */
  private static final int EPOCHS = 6 * (KILLS + 1);

  private static final long STEPS_PER_KILL = 5L * 6;
  private static final String GROUP = "process-group-test";

  @TempDir static java.nio.file.Path folder;

  private SparkSession spark;
  private StripedTraining training;

  @BeforeAll
  void start() throws IOException {
    spark = LocalCluster.start(2, Map.of());
    training = new StripedTraining(spark, folder);
    training.prepare(EPOCHS, 2);
    TrainResult undisturbed = train("undisturbed", Start.ANEW, progress -> {});
    assertThat(undisturbed.attempts()).isEqualTo(1);
    assertThat(undisturbed.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(undisturbed.outcome().cursor().total()).isEqualTo(5L * EPOCHS);
  }

  @AfterAll
  void stop() {
    LocalCluster.stop();
  }

  /** As many kills as {@code -Dsemblance.kills} says, of either executor. */
  @Test
  void killedExecutorsLeaveNoTraceInTheWeights() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    Deque<Long> kills =
        LongStream.range(0, KILLS)
            .map(kill -> STEPS_PER_KILL * kill + 1 + random.nextLong(STEPS_PER_KILL))
            .boxed()
            .collect(Collectors.toCollection(ArrayDeque::new));
    List<Long> killed = new CopyOnWriteArrayList<>();
    TrainResult disturbed =
        train(
            "disturbed",
            Start.ANEW,
            progress -> {
              Long next = kills.peek();
              if (next != null && progress.step() >= next) {
                kills.remove();
                killed.add(progress.step());
                LocalCluster.executors()
                    .skip(random.nextInt(2))
                    .findFirst()
                    .ifPresent(ProcessHandle::destroyForcibly);
              }
            });
    System.out.println("an executor died after steps " + killed);
    assertThat(killed).hasSize(KILLS);
    assertThat(disturbed.attempts()).isEqualTo(KILLS + 1);
    assertThat(disturbed.outcome().resumedAt()).isPositive();
    assertThat(model("disturbed")).isEqualTo(model("undisturbed"));
  }

  @Test
  void aKilledDriverLeavesNoTraceInTheWeights() throws Exception {
    Process driver =
        JobProcess.java(TrainStripes.class, folder.toString(), "resumed", String.valueOf(EPOCHS))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("driver.log").toFile())
            .start();
    try {
      java.nio.file.Path checkpoint =
          folder.resolve("resumed/checkpoints/step-000000000009/manifest.json");
      while (driver.isAlive() && !Files.exists(checkpoint)) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(driver.isAlive()).as(Files.readString(folder.resolve("driver.log"))).isTrue();
    } finally {
      driver.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve("resumed/model")).doesNotExist();
    TrainResult resumed = train("resumed", Start.RESUME, progress -> {});
    assertThat(resumed.outcome().resumedAt()).isBetween(9L, 5L * EPOCHS - 1);
    assertThat(model("resumed")).isEqualTo(model("undisturbed"));
  }

  @Test
  void bigDlComesToTheExecutorsInAnArchive() throws IOException {
    java.nio.file.Path archive =
        java.nio.file.Path.of(
            System.getProperty("semblance.root"), "bigdl/target/semblance-bigdl.zip");
    assumeThat(Files.exists(archive)).as("bigdl is built").isTrue();
    TrainSettings settings =
        StripedTraining.settings(2, 2)
            .withOptimizer(new BigDl("bigdl", new BigDlMethod.RmsProp(0.99, 1e-8)), Update.SHARDED);
    TrainOnExecutors job = training.job(settings, "bigdl", Start.ANEW, p -> {}, () -> false);
    assertThatThrownBy(job::execute)
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PREFLIGHT))
        .hasMessageStartingWith("train.optimizer.archive names ")
        .hasMessageContaining("bigdl, which is not there on this executor");
    spark.sparkContext().addArchive(archive + "#bigdl");
    assertThat(job.execute().outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(model("bigdl")).isNotEqualTo(model("undisturbed"));
  }

  @Test
  void aFailureReachesTheDriverInSeconds() {
    long start = System.nanoTime();
    List<RankReport> reports = run(new Misbehaving(entry(), Misbehavior.THROW));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(reports)
        .filteredOn(report -> !report.secondary())
        .singleElement()
        .extracting(RankReport::message)
        .isEqualTo("image 17 of shard 3 is damaged: run ingest again");
    assertThat(reports)
        .filteredOn(RankReport::secondary)
        .allSatisfy(
            report ->
                assertThat(report.message())
                    .endsWith("failed: image 17 of shard 3 is damaged: run ingest again"));
  }

  @Test
  void aHungRankDoesNotHoldUpTheOthers() {
    List<RankReport> reports = run(new Misbehaving(entry(), Misbehavior.HANG));
    assertThat(reports)
        .singleElement()
        .extracting(RankReport::message)
        .asString()
        .matches("nothing came from rank 1 at .* for 2 s: it hangs or its host does; .*");
  }

  private TrainResult train(String run, Start start, TrainProgress.Listener listener) {
    return training
        .job(StripedTraining.settings(EPOCHS, 2, KILLS + 1), run, start, listener, () -> false)
        .execute();
  }

  private static byte[] model(String run) throws IOException {
    return Files.readAllBytes(folder.resolve(run + "/model/model.safetensors"));
  }

  private List<RankReport> run(Misbehaving task) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup(GROUP, "misbehave", true);
    try {
      return BarrierStage.run(
          context, 2, RankSlot.of(spark.sparkContext()), task, RankReport::failed, GROUP);
    } finally {
      context.clearJobGroup();
    }
  }

  private static GroupEntry entry() {
    return new GroupEntry(1, 1, 2, new ExchangeSettings(Algorithm.AUTO, Compression.NONE, 2, true));
  }

  /** What the second rank does. */
  private enum Misbehavior {
    THROW,
    HANG
  }

  /** The second rank misbehaves while the first exchanges. */
  private record Misbehaving(GroupEntry entry, Misbehavior second)
      implements BarrierStage.RankTask<RankReport> {

    @Override
    public RankReport run(BarrierTaskContext task) {
      try (Collective collective = entry.enter(task)) {
        try {
          if (collective.rank() == 1) {
            misbehave();
          }
          collective.allReduce(new float[1000]);
          throw new IllegalStateException("the exchange cannot have succeeded");
        } catch (RuntimeException failure) {
          RankReport report = RankReport.of(failure);
          collective.abort(report.message());
          return report;
        }
      }
    }

    private void misbehave() {
      if (second == Misbehavior.THROW) {
        throw SemblanceException.data("image 17 of shard 3 is damaged: run ingest again");
      }
      try {
        Thread.sleep(Duration.ofMinutes(5).toMillis());
      } catch (InterruptedException cancelled) {
        throw new IllegalStateException("interrupted", cancelled);
      }
    }
  }
}
