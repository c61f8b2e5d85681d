package org.semblance.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankPlaceTest {

  @Test
  void allowsOneRankPerExecutorAndGpu() {
    assertThatCode(
            () ->
                RankPlace.requireDistinct(
                    List.of(
                        place("a", "0", "0"),
                        place("a", "1", "1"),
                        place("b", "2", "0"),
                        place("b", "3", ""),
                        place("b", "4", ""))))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesTwoRanksOnOneGpu() {
    assertThatThrownBy(
            () ->
                RankPlace.requireDistinct(
                    List.of(place("a", "0", "0"), place("b", "1", "0"), place("a", "2", "0"))))
        .hasMessage(
            "ranks 0 and 2 are both on GPU 0 of a: let the discovery script give each executor its"
                + " own address, with spark.executor.resource.gpu.amount=1");
  }

  @Test
  void refusesTwoRanksInOneExecutor() {
    assertThatThrownBy(
            () -> RankPlace.requireDistinct(List.of(place("a", "7", ""), place("a", "7", ""))))
        .hasMessage(
            "ranks 0 and 1 are both on executor 7: set spark.task.cpus to the cores of an executor,"
                + " so that each executor has one rank");
  }

  private static RankPlace place(String host, String executor, String gpu) {
    return new RankPlace(host, executor, gpu, host + ":1");
  }
}
