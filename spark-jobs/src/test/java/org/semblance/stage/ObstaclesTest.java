package org.semblance.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.semblance.experiment.ConfigLoader;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

class ObstaclesTest {

  private static final List<Stage> ALL =
      List.of(new IngestStage(), new PlanStage(), new TrainStage(), new EmbedStage());

  @Test
  void tellsEverythingTogether() {
    SparkConf spark =
        spark("local[2]")
            .set("spark.speculation", "true")
            .set("spark.dynamicAllocation.enabled", "true")
            .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");

    assertThatThrownBy(() -> Obstacles.refuse(Obstacles.of(ALL, config("train.ranks=3"), spark)))
        .hasMessage(
            """
            5 things stand in the way:
              spark.serializer must be left at its default, got org.apache.spark.serializer.KryoSerializer: it cannot carry the records that travel between processes; take out --conf spark.serializer
              plan.sampler.classes-per-batch is 16 but must be a multiple of train.ranks, which is 3
              spark.dynamicAllocation.enabled must be false while training, got true: a process group needs all its executors all the time; add --conf spark.dynamicAllocation.enabled=false
              spark.speculation must be false while training, got true: a second copy of a rank would train on its own; add --conf spark.speculation=false
              train.ranks is 3 but --master local[2] has no executors: set train.ranks to 1, or use a cluster, here --master 'local-cluster[3,1,3072]'""")
        .extracting(failure -> ((SemblanceException) failure).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void tellsOneThingAsItIs() {
    assertThatThrownBy(
            () ->
                Obstacles.refuse(
                    Obstacles.of(ALL, config("train.ranks=2"), spark("spark://host:7077"))))
        .hasMessage(
            "spark.authenticate is false: anyone who reaches an executor could send gradients; add"
                + " --conf spark.authenticate=true, or set train.exchange.require-authentication to"
                + " false")
        .extracting(failure -> ((SemblanceException) failure).exitCode())
        .isEqualTo(ExitCode.PREFLIGHT);
    assertThat(
            Obstacles.of(
                ALL,
                config("train.ranks=2", "train.exchange.require-authentication=false"),
                spark("yarn")))
        .isEmpty();
  }

  @Test
  void asksOnlyWhatTheStagesNeed() {
    SparkConf spark = spark("local[2]").set("spark.dynamicAllocation.enabled", "true");
    assertThat(Obstacles.of(List.of(new IngestStage()), config("train.ranks=3"), spark)).isEmpty();
    assertThat(Obstacles.of(ALL, config("train.epochs=0"), spark)).isEmpty();
    assertThatCode(() -> Obstacles.refuse(List.of())).doesNotThrowAnyException();
  }

  @Test
  void seesThatNoExecutorWouldStart() {
    SparkConf spark = spark("local-cluster[2,1,512]").set("spark.executor.memory", "2g");
    assertThat(Obstacles.of(spark))
        .extracting(SemblanceException::getMessage)
        .containsExactly(
            "spark.executor.memory is 2048 MiB but the workers of --master local-cluster[2,1,512]"
                + " have 512: no executor would start; raise the last number or lower"
                + " --executor-memory");
    assertThat(Obstacles.of(spark("local-cluster[2,1,1024]"))).isEmpty();
  }

  private static SparkConf spark(String master) {
    return new SparkConf(false).set("spark.master", master);
  }

  private static ExperimentConfig config(String... settings) {
    List<String> all = new ArrayList<>(List.of("name=x", "train.seed=1"));
    all.addAll(List.of(settings));
    return ConfigLoader.load(null, all).config();
  }
}
