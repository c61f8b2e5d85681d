package org.semblance.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InProcessCollectiveTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void addsInTheOrderOfTheRanks(int size) throws Exception {
    float[] addends = {1e8f, 1f, -1e8f, 3f, 0.5f};
    float expected = 0;
    for (int rank = 0; rank < size; rank++) {
      expected += addends[rank];
    }
    List<float[]> sums =
        InProcessRanks.run(
            size,
            collective -> {
              float[] values = new float[7];
              Arrays.fill(values, addends[collective.rank()]);
              collective.allReduce(values);
              return values;
            });
    for (float[] sum : sums) {
      assertThat(sum).hasSize(7).containsOnly(expected);
    }
  }

  @Test
  void joinsPartsOfDifferentLength() throws Exception {
    List<float[]> joined =
        InProcessRanks.run(
            3,
            collective -> {
              float[] part = new float[collective.rank()];
              Arrays.fill(part, collective.rank());
              return collective.allGather(part);
            });
    assertThat(joined).allSatisfy(all -> assertThat(all).containsExactly(1f, 2f, 2f));
  }

  @Test
  void slicesCoverTheArrayOnce() {
    int covered = 0;
    for (int rank = 0; rank < 4; rank++) {
      Slice slice = Slice.of(10, rank, 4);
      assertThat(slice.start()).isEqualTo(covered);
      covered = slice.end();
    }
    assertThat(covered).isEqualTo(10);
  }

  @Test
  void broadcastsFromTheRoot() throws Exception {
    List<float[]> copies =
        InProcessRanks.run(
            2,
            collective -> {
              float[] values = {collective.rank(), 9};
              collective.broadcast(values, 1);
              return values;
            });
    assertThat(copies).allSatisfy(copy -> assertThat(copy).containsExactly(1f, 9f));
  }

  @Test
  void failsTheOthersWhenOneLeaves() {
    assertThatThrownBy(
            () ->
                InProcessRanks.run(
                    2,
                    collective -> {
                      if (collective.rank() == 1) {
                        pause();
                        collective.close();
                      } else {
                        collective.barrier();
                      }
                      return new float[0];
                    }))
        .hasCauseInstanceOf(PeerFailure.class)
        .hasMessageContaining("another rank left the group before rank 0");
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
