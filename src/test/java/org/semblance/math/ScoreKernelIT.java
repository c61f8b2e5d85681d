package org.semblance.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreKernelIT {

  @ParameterizedTest
  @CsvSource({"1,1,1", "7,3,5", "40,70,16", "200,333,31", "33,1500,128"})
  void everyKernelGivesTheBitsOfTheSequentialSum(int left, int right, int dimension) {
    Rows a = Rows.euclidean(random(left * dimension, 1), dimension);
    Rows b = Rows.euclidean(random(right * dimension, 2), dimension);
    float[] expected = sequential(a, b);
    for (ScoreKernel kernel : List.of(new ScalarKernel(), ScoreKernels.best())) {
      float[] scores = new float[left * right];
      new BlockProduct(kernel, dimension)
          .forEachStrip(
              a,
              0,
              left,
              b,
              0,
              right,
              (rowFrom, rowTo, columnFrom, columnTo, strip, stride) -> {
                for (int row = rowFrom; row < rowTo; row++) {
                  int at = (row - rowFrom) * stride;
                  int width = columnTo - columnFrom;
                  System.arraycopy(strip, at, scores, row * right + columnFrom, width);
                }
              });
      assertThat(scores).as(kernel.name()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "31,8", "1100,128", "2500,300"})
  void upperStripsHoldEveryPair(int count, int dimension) {
    Rows a = Rows.of(random(count * dimension, 3), dimension);
    float[] expected = sequential(a, a);
    int[] seen = new int[count * count];
    new BlockProduct(ScoreKernels.best(), dimension)
        .forEachUpperStrip(
            a,
            (rowFrom, rowTo, columnFrom, columnTo, strip, stride) -> {
              for (int row = rowFrom; row < rowTo; row++) {
                for (int column = Math.max(row, columnFrom); column < columnTo; column++) {
                  int pair = row * count + column;
                  float score = strip[(row - rowFrom) * stride + column - columnFrom];
                  seen[pair] += score == expected[pair] ? 1 : 100;
                }
              }
            });
    int[] once = new int[count * count];
    for (int row = 0; row < count; row++) {
      Arrays.fill(once, row * count + row, (row + 1) * count, 1);
    }
    assertThat(seen).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "63", "64", "65", "200", "1000"})
  void scansMissNoCandidate(int length) {
    float[] scores = random(length, 4);
    float[] floors = random(length + 5, 5);
    for (int i = 0; i < floors.length; i++) {
      floors[i] = i % 7 == 0 ? Float.POSITIVE_INFINITY : floors[i] + 1.5f;
    }
    for (ScoreKernel kernel : List.of(new ScalarKernel(), ScoreKernels.best())) {
      for (int from = 0; from < length; from += 13) {
        int found = kernel.nextCandidates(scores, from, length, 1.9f, floors, from + 5);
        long candidates = kernel.candidates(scores, from, length, 1.9f, floors, from + 5);
        long ofTheRow = kernel.candidates(scores, from, length, 1.5f);
        int first = length;
        for (int i = length - 1; i >= from; i--) {
          boolean reached = scores[i] >= 1.9f || scores[i] >= floors[i + 5];
          first = reached ? i : first;
          if (i < from + ScoreKernel.GROUP) {
            assertThat(candidates >>> (i - from) & 1).isEqualTo(reached ? 1 : 0);
            assertThat(ofTheRow >>> (i - from) & 1).isEqualTo(scores[i] >= 1.5f ? 1 : 0);
          }
        }
        assertThat(found).isBetween(Math.max(from, first - ScoreKernel.GROUP + 1), first);
        int left = Math.min(ScoreKernel.GROUP, length - from);
        assertThat(Long.SIZE - Long.numberOfLeadingZeros(candidates | ofTheRow))
            .isLessThanOrEqualTo(left);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "64", "129", "1000"})
  void theMaximumIsTheFirstOfEquals(int length) {
    float[] scores = new float[length];
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < length; i++) {
      scores[i] = random.nextInt(5);
    }
    int expected = 0;
    for (int i = 1; i < length; i++) {
      expected = scores[i] > scores[expected] ? i : expected;
    }
    for (ScoreKernel kernel : List.of(new ScalarKernel(), ScoreKernels.best())) {
      assertThat(kernel.indexOfMaximum(scores, 0, length)).isEqualTo(expected);
    }
  }

  private static float[] sequential(Rows a, Rows b) {
    float[] scores = new float[a.count() * b.count()];
    int dimension = a.dimension();
    for (int i = 0; i < a.count(); i++) {
      for (int j = 0; j < b.count(); j++) {
        float sum = a.isBiased() ? a.biases()[i] + b.biases()[j] : 0;
        for (int k = 0; k < dimension; k++) {
          sum = Math.fma(a.values()[i * dimension + k], b.values()[j * dimension + k], sum);
        }
        scores[i * b.count() + j] = sum;
      }
    }
    return scores;
  }

  private static float[] random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return values;
  }
}
