package org.semblance.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumGridTest {

  private static double[] terms(int count) {
    return new SplittableRandom(1).doubles(count, -3, 3).toArray();
  }

  @Test
  void sumsAreTheSameInAnyOrder() {
    double[] terms = terms(10_000);
    SumGrid grid = SumGrid.of(3, terms.length);
    double forwards = 0;
    double backwards = 0;
    for (int i = 0; i < terms.length; i++) {
      forwards += grid.round(terms[i]);
      backwards += grid.round(terms[terms.length - 1 - i]);
    }
    assertThat(forwards).isEqualTo(backwards);
  }

  @Test
  void aTermIsRoundedByHalfAUnitAtMost() {
    SumGrid grid = SumGrid.of(3, 1 << 20);
    for (double term : terms(100)) {
      assertThat(grid.round(term)).isCloseTo(term, within(0x1p-28));
    }
  }

  @Test
  void theLargestTermsCanAllBeAdded() {
    int count = 1 << 12;
    SumGrid grid = SumGrid.of(1, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += grid.round(1);
    }
    assertThat(sum).isEqualTo(count);
  }
}
