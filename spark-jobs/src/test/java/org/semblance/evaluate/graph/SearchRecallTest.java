package org.semblance.evaluate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchRecallTest {

  private static final Map<Integer, long[]> EXACT =
      Map.of(0, new long[] {9, 8, 7, 6}, 1, new long[] {5, 4, 3, 2});

  @Test
  void isTheShareOfTheNearestThatWasFound() {
    Map<Integer, long[]> found = Map.of(0, new long[] {9, 7, 6, 1}, 1, new long[] {5, 4, 3, 2});
    assertThat(SearchRecall.mean(EXACT, found, row -> 1)).isEqualTo(1);
    assertThat(SearchRecall.mean(EXACT, found, row -> 2)).isEqualTo(0.75);
    assertThat(SearchRecall.mean(EXACT, found, row -> 4)).isEqualTo(0.875);
  }

  @Test
  void aListThatIsTooShortOrAbsentLacksRows() {
    assertThat(SearchRecall.mean(EXACT, Map.of(0, new long[] {9}), row -> 2)).isEqualTo(0.25);
  }

  @Test
  void queriesWithoutNeighborsDoNotCount() {
    assertThat(SearchRecall.mean(EXACT, EXACT, row -> row == 0 ? 0 : 3)).isEqualTo(1);
    assertThat(SearchRecall.mean(EXACT, EXACT, row -> 0)).isNaN();
  }
}
