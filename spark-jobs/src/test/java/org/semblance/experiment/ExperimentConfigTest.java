package org.semblance.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.semblance.evaluate.settings.SearchSettings;
import org.semblance.optim.BigDl;
import org.semblance.optim.slice.BigDlMethod;
import org.semblance.optim.slice.BigDlSchedule;

/** Every file of {@code conf/} loads. */
class ExperimentConfigTest {

  @TestFactory
  Stream<DynamicTest> everyFileLoads() throws IOException {
    return files()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    String.valueOf(file.getFileName()),
                    () ->
                        assertThat(ConfigLoader.load(file.toString(), List.of()).config().name())
                            .isEqualTo(String.valueOf(file.getFileName()).replace(".yaml", ""))));
  }

  @Test
  void bigDlNeedsShards() throws IOException {
    String file = files().findFirst().orElseThrow().toString();
    List<String> bigDl =
        List.of(
            "train.optimizer.type=bigdl",
            "train.optimizer.method.type=sgd",
            "train.optimizer.method.learning-rate-schedule.type=poly",
            "train.optimizer.method.learning-rate-schedule.steps=100");
    assertThatThrownBy(() -> ConfigLoader.load(file, bigDl))
        .hasMessageStartingWith(
            "train.update must be sharded with an optimizer of type bigdl, got device");
    List<String> sharded =
        Stream.concat(bigDl.stream(), Stream.of("train.update=sharded")).toList();
    BigDl rule = (BigDl) ConfigLoader.load(file, sharded).config().train().optimizer();
    assertThat(rule)
        .isEqualTo(
            new BigDl("bigdl", new BigDlMethod.Sgd(0.9, 0, false, new BigDlSchedule.Poly(1, 100))));
  }

  @Test
  void approximateSearchHasDefaultsAndLimits() throws IOException {
    String file = files().findFirst().orElseThrow().toString();
    String hnsw = "evaluate.search.type=hnsw";
    assertThat(
            ConfigLoader.load(file, List.of(hnsw, "evaluate.ranking=top"))
                .config()
                .evaluate()
                .search())
        .isEqualTo(new SearchSettings.Hnsw(16, 200, 200, 1000));
    assertThatThrownBy(() -> ConfigLoader.load(file, List.of(hnsw)))
        .hasMessageContaining(
            "search hnsw ranks no deeper than its lists: set ranking to top, got first");
    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    file, List.of(hnsw, "evaluate.ranking=top", "evaluate.columns.sequence=track")))
        .hasMessageContaining("search hnsw cannot leave out rows of one sequence");
  }

  private static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("semblance.root"), "conf"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("base.yaml"))
          .sorted()
          .collect(Collectors.toList())
          .stream();
    }
  }
}
