package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.semblance.math.Rows;
import org.semblance.math.Vectors;

class NearestClassesTest {

  private static final int CLASSES = 230;
  private static final int DIMENSION = 19;

  private static Rows embeddings() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[CLASSES * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    for (int c = 0; c < CLASSES; c++) {
      Vectors.normalize(values, c * DIMENSION, DIMENSION);
    }
    System.arraycopy(values, 7 * DIMENSION, values, 100 * DIMENSION, DIMENSION);
    return Rows.euclidean(values, DIMENSION);
  }

  private static long distance(Rows rows, int a, int b) {
    double sum = 0;
    for (int k = 0; k < DIMENSION; k++) {
      double difference =
          (double) rows.values()[a * DIMENSION + k] - rows.values()[b * DIMENSION + k];
      sum += difference * difference;
    }
    return ClassNeighbors.quantized(Math.sqrt(sum));
  }

  @Test
  void findsWhatAFullSortFinds() {
    Rows rows = embeddings();
    ClassNeighbors found = NearestClasses.of(rows, 0, CLASSES, 12);
    for (int c = 0; c < CLASSES; c++) {
      int row = c;
      int[] expected =
          IntStream.range(0, CLASSES)
              .filter(other -> other != row)
              .boxed()
              .sorted(
                  Comparator.comparingLong((Integer other) -> distance(rows, row, other))
                      .thenComparingInt(other -> other))
              .limit(12)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(found.classes()[c]).containsExactly(expected);
      assertThat(found.distances()[c][0]).isEqualTo(distance(rows, c, expected[0]));
    }
    assertThat(found.classes()[7][0]).isEqualTo(100);
    assertThat(found.distances()[7][0]).isZero();
  }

  @Test
  void rangesGiveTheSameLists() {
    Rows rows = embeddings();
    ClassNeighbors whole = NearestClasses.of(rows, 0, CLASSES, 12);
    ClassNeighbors parts =
        ClassNeighbors.concat(
            List.of(
                NearestClasses.of(rows, 0, 61, 12),
                NearestClasses.of(rows, 61, 62, 12),
                NearestClasses.of(rows, 62, CLASSES, 12)));
    assertThat(parts.classes()).isDeepEqualTo(whole.classes());
    assertThat(parts.distances()).isDeepEqualTo(whole.distances());
  }

  @Test
  void anUnknownClassHasNoNeighborsAndIsNobodys() {
    Rows rows = embeddings();
    rows.values()[5 * DIMENSION] = Float.NaN;
    Rows partly = Rows.euclidean(rows.values(), DIMENSION);
    ClassNeighbors found = NearestClasses.of(partly, 0, CLASSES, CLASSES);
    assertThat(found.classes()[5]).isEmpty();
    assertThat(found.classes()[6]).hasSize(CLASSES - 2).doesNotContain(5, 6);
  }
}
