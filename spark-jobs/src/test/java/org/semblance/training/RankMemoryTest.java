package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semblance.experiment.ConfigLoader;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.stage.TrainStage;

class RankMemoryTest {

  private static final Map<String, Long> CARS_PLAN =
      Map.of(
          "rounds",
          10L,
          "steps-per-round",
          63L,
          "rows",
          80_540L,
          "classes",
          98L,
          "dropped-classes",
          0L);

  @Test
  void countsTheQueueOfMemVir() {
    // 495 steps of (98 + 128) x 512 floats and 128 labels, and 128 x 46 kept logarithms.
    assertThat(of("../conf/cars196-memvir.yaml", CARS_PLAN).remembered())
        .isEqualTo(495L * (226 * 512 * 4 + 128 * 8 + 128 * 46 * 4));
  }

  @Test
  void countsWeightsMomentsAndBatches() {
    RankMemoryEstimate memory = of("../conf/quickstart.yaml", CARS_PLAN);
    // Convolutions, norms with their buffers, head, class weights.
    long net = 3 * 64 * 9 + 3 * 64 * 64 * 9 + 4 * 4 * 64 + 64 * 128 + 128;
    long buffers = 4 * 2 * 64;
    long loss = 98 * 128;
    assertThat(memory.weights()).isEqualTo(4 * (net + loss));
    assertThat(memory.gradients()).isEqualTo(4 * (net - buffers + loss));
    assertThat(memory.moments()).isEqualTo(2 * memory.gradients());
    assertThat(memory.feed()).isEqualTo(128L * 3 * 64 * 64 * 4 * 4);
    assertThat(memory.exchange()).isZero();
    // Per image: convolutions and norms of 64 channels, maxima and their places, rectified ones.
    long pixels = 64 * 64 + 32 * 32 + 16 * 16 + 8 * 8;
    assertThat(memory.activations())
        .isCloseTo(4L * 128 * 64 * (2 * pixels + pixels), withinPercentage(1));
  }

  @Test
  void refusesWhatCannotFit() {
    RankMemoryEstimate memory = of("../conf/cars196-memvir.yaml", CARS_PLAN);
    assertThatCode(() -> limits(2_000_000_000).require(memory)).doesNotThrowAnyException();
    assertThatThrownBy(() -> limits(100_000_000).require(memory))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PREFLIGHT))
        .hasMessageMatching(
            "a rank needs [0-9.]+ MB, spark.executor.memoryOverhead allows 100.0 MB: raise it, or"
                + " lower the batch, .* \\(memory per rank: heap .*; outside .*\\)");
  }

  private static MemoryLimits limits(long outside) {
    return new MemoryLimits(
        Long.MAX_VALUE, outside, "spark.executor.memory", "spark.executor.memoryOverhead");
  }

  private static RankMemoryEstimate of(String file, Map<String, Long> plan) {
    return RankMemoryEstimate.of(
        TrainStage.spec(ConfigLoader.load(file, List.of()).config()), plan);
  }
}
