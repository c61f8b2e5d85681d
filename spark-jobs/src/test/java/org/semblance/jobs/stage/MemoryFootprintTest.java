package org.semblance.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.semblance.config.ConfigLoader;
import org.semblance.config.ExperimentConfig;

class MemoryFootprintTest {

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
    assertThat(of("../conf/cars196-memvir.yaml", CARS_PLAN))
        .isEqualTo(new MemoryFootprint(495L * (226 * 512 * 4 + 128 * 8 + 128 * 46 * 4)))
        .extracting(MemoryFootprint::text)
        .isEqualTo("memory of past steps: at most 241.3 MB per rank");
  }

  @Test
  void saysNothingWhereNothingIsRemembered() {
    assertThat(of("../conf/cars196-apfs.yaml", Map.of()).text()).isEmpty();
  }

  private static MemoryFootprint of(String file, Map<String, Long> plan) {
    ExperimentConfig config = ConfigLoader.load(file, List.of()).config();
    return MemoryFootprint.of(TrainStage.spec(config), plan);
  }
}
