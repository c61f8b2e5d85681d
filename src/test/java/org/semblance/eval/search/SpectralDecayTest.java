package org.semblance.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.semblance.math.GramMatrix;
import org.semblance.math.Rows;

class SpectralDecayTest {

  private static final double TOLERANCE = 1e-12;

  /** The example of the class. */
  @Test
  void comparesTheUniformDistributionWithTheSpectrum() {
    double expected = 0.5 * Math.log(0.5 / 0.75) + 0.5 * Math.log(0.5 / 0.25);
    assertThat(SpectralDecay.of(new double[] {3, 1}, 0)).isCloseTo(expected, within(TOLERANCE));
  }

  @Test
  void isZeroWhereAllDirectionsAreUsedAlike() {
    assertThat(SpectralDecay.of(new double[] {2, 2, 2, 2}, 0)).isCloseTo(0, within(TOLERANCE));
  }

  @Test
  void aDirectionThatNoRowUsesAddsTheLargestTerm() {
    double used = -2.0 / 3 * Math.log(3 * 0.5);
    double unused = -1.0 / 3 * Math.log(SpectralDecay.RESOLUTION);
    double[] values = {1, 1, 0};
    assertThat(SpectralDecay.of(values, 0)).isCloseTo(used + unused, within(TOLERANCE));
    assertThat(SpectralDecay.unused(values)).isOne();
    assertThat(SpectralDecay.unused(new double[] {1, 1, SpectralDecay.RESOLUTION})).isZero();
  }

  /** What rounding leaves of an unused direction must not decide the figure. */
  @Test
  void isTheSameForNothingAndForNoise() {
    assertThat(SpectralDecay.of(new double[] {1, 1e-9, 0}, 0))
        .isCloseTo(SpectralDecay.of(new double[] {1, 1e-12, 1e-13}, 0), within(1e-9));
  }

  @Test
  void risesAsDirectionsFallOutOfUse() {
    double before = -1;
    for (int unused = 0; unused < 64; unused++) {
      double[] values = new double[64];
      Arrays.fill(values, 0, 64 - unused, 1.0);
      double rho = SpectralDecay.of(values, 0);
      assertThat(rho).isGreaterThan(before).isLessThan(-Math.log(SpectralDecay.RESOLUTION));
      before = rho;
    }
  }

  @Test
  void isFiniteForFewRowsInManyDimensions() {
    int dimension = 32;
    float[] rows = new float[5 * dimension];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    GramMatrix gram = new GramMatrix(dimension, 1, 5);
    gram.add(Rows.of(rows, dimension), 0, 5);
    double[] values = SpectralDecay.singularValues(gram);
    assertThat(SpectralDecay.of(values, 0)).isBetween(1.0, 13.8);
    assertThat(SpectralDecay.unused(values)).isEqualTo(dimension - 5);
  }

  @Test
  void isUndefinedWhereAllRowsAreZero() {
    assertThat(SpectralDecay.of(new double[3], 0)).isNaN();
    assertThat(SpectralDecay.unused(new double[3])).isZero();
  }
}
