package org.semblance.evaluate.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.evaluate.blocks.BlockPair;

class WavesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 13})
  void meetEachPairOnceAndEachBlockInEveryWave(int blocks) {
    List<List<List<BlockPair>>> waves = Waves.of(blocks);
    List<Set<Integer>> pairs =
        waves.stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .map(pair -> Set.of(pair.left(), pair.right()))
            .toList();
    assertThat(pairs).doesNotHaveDuplicates().hasSize(blocks * (blocks - 1) / 2);
    for (List<List<BlockPair>> wave : waves) {
      Set<Integer> met =
          wave.stream()
              .flatMap(List::stream)
              .flatMap(pair -> Stream.of(pair.left(), pair.right()))
              .collect(Collectors.toSet());
      assertThat(met).hasSize(blocks);
    }
  }
}
