package org.semblance.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SymmetricEigenvaluesTest {

  private static final double TOLERANCE = 1e-10;

  @Test
  void ofADiagonalMatrixAreItsDiagonal() {
    double[] matrix = {1, 0, 0, 0, 5, 0, 0, 0, -2};
    assertThat(SymmetricEigenvalues.of(matrix, 3)).containsExactly(5, 1, -2);
  }

  @Test
  void ofTwoByTwoSolveTheQuadratic() {
    double[] values = SymmetricEigenvalues.of(new double[] {2, 1, 1, 2}, 2);
    assertThat(values[0]).isCloseTo(3, within(TOLERANCE));
    assertThat(values[1]).isCloseTo(1, within(TOLERANCE));
  }

  @Test
  void ofAGramMatrixHaveItsTraceAndFrobeniusNorm() {
    int dimension = 40;
    float[] rows = new float[100 * dimension];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    GramMatrix gram = new GramMatrix(dimension, 1, 100);
    gram.add(Rows.of(rows, dimension), 0, rows.length / dimension);
    double[] matrix = gram.symmetric();
    double[] values = SymmetricEigenvalues.of(gram.symmetric(), dimension);
    double trace = 0;
    for (int i = 0; i < dimension; i++) {
      trace += matrix[i * dimension + i];
    }
    double squares = Arrays.stream(matrix).map(value -> value * value).sum();
    assertThat(Arrays.stream(values).sum()).isCloseTo(trace, within(1e-9));
    assertThat(Arrays.stream(values).map(value -> value * value).sum())
        .isCloseTo(squares, within(1e-7));
    assertThat(values[dimension - 1]).isPositive();
  }

  @Test
  void ofFewRowsInManyDimensionsAreMostlyZero() {
    int dimension = 128;
    float[] rows = new float[8 * dimension];
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    GramMatrix gram = new GramMatrix(dimension, 1, 8);
    gram.add(Rows.of(rows, dimension), 0, rows.length / dimension);
    double[] values = SymmetricEigenvalues.of(gram.symmetric(), dimension);
    assertThat(values[7]).isGreaterThan(1);
    assertThat(values[8]).isCloseTo(0, within(TOLERANCE));
    assertThat(values[dimension - 1]).isCloseTo(0, within(TOLERANCE));
  }

  @Test
  void gramMatricesOfPartsAddUpToTheSameBits() {
    float[] rows = new float[50 * 7];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    Rows all = Rows.of(rows, 7);
    GramMatrix whole = new GramMatrix(7, 1, 50);
    whole.add(all, 0, 13);
    whole.add(all, 13, 16);
    whole.add(all, 16, 50);
    GramMatrix tail = new GramMatrix(7, 1, 50);
    tail.add(all.slice(16, 50), 0, 34);
    tail.add(all.slice(13, 16), 0, 3);
    GramMatrix head = new GramMatrix(7, 1, 50);
    head.add(all.slice(0, 13), 0, 13);
    assertThat(tail.merge(head).symmetric()).isEqualTo(whole.symmetric());
  }
}
