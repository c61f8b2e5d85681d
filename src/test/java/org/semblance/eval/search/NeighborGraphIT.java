package org.semblance.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.math.BlockProduct;
import org.semblance.math.Rows;
import org.semblance.math.ScoreKernels;

class NeighborGraphIT {

  private static final int DIMENSION = 16;
  private static final int WANTED = 10;
  private static final GraphSettings SETTINGS = new GraphSettings(8, 64, 64);

  @ParameterizedTest
  @EnumSource(Similarity.class)
  void findsMostOfTheNearestWithTheirExactScores(Similarity similarity) {
    LabeledRows rows = rows(similarity, 1500);
    TopNeighbors exact = new TopNeighbors(rows, WANTED);
    exact.search(rows, new BlockProduct(ScoreKernels.best(), DIMENSION));
    NeighborGraph graph = NeighborGraph.of(rows, SETTINGS, WANTED, 1);
    int found = 0;
    for (int row = 0; row < rows.count(); row++) {
      long[] keys = graph.nearest(rows, row, WANTED);
      assertThat(keys).hasSize(WANTED).isSortedAccordingTo((a, b) -> Long.compare(b, a));
      found += common(keys, exact.nearest(row));
    }
    assertThat(found).isGreaterThan(rows.count() * WANTED * 95 / 100);
  }

  @Test
  void findsEveryRowOfASmallGalleryButTheQuery() {
    LabeledRows rows = rows(Similarity.COSINE, 30);
    TopNeighbors exact = new TopNeighbors(rows, 50);
    exact.search(rows, new BlockProduct(ScoreKernels.best(), DIMENSION));
    NeighborGraph graph = NeighborGraph.of(rows, SETTINGS, 50, 1);
    for (int row = 0; row < rows.count(); row++) {
      assertThat(graph.nearest(rows, row, 50)).isEqualTo(exact.nearest(row));
    }
  }

  @Test
  void isTheSameForTheSameSeed() {
    LabeledRows rows = rows(Similarity.COSINE, 400);
    GraphSettings coarse = new GraphSettings(2, 2, 1);
    NeighborGraph graph = NeighborGraph.of(rows, coarse, 1, 7);
    NeighborGraph again = NeighborGraph.of(rows, coarse, 1, 7);
    for (int row = 0; row < rows.count(); row++) {
      assertThat(again.nearest(rows, row, 1)).isEqualTo(graph.nearest(rows, row, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 200, 1, 'm must be in [2, 100], got 1'",
    "16, 8, 1, 'ef-construction must be at least m, which is 16, got 8'",
    "16, 200, 0, 'ef must be at least 1, got 0'"
  })
  void refusesImpossibleSettings(int m, int efConstruction, int ef, String message) {
    assertThatThrownBy(() -> new GraphSettings(m, efConstruction, ef))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static int common(long[] some, long[] others) {
    return (int)
        Arrays.stream(some).filter(key -> Arrays.stream(others).anyMatch(o -> o == key)).count();
  }

  private static LabeledRows rows(Similarity similarity, int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] values = new float[count * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    Rows rows = similarity.prepare(values, DIMENSION);
    return new LabeledRows(rows, new int[count], IntStream.range(0, count).toArray(), new int[0]);
  }
}
