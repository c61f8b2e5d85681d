package org.semblance.eval.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.semblance.math.Rows;

class ClassSpreadTest {

  private static final double TOLERANCE = 1e-6;

  /** The example of the class. */
  @Test
  void comparesDistancesWithinClassesWithThoseBetween() {
    ClassSpread spread = spread(new float[] {1, 0, 0, 1, -1, 0, 0, -1}, 0, 0, 1, 1);
    assertThat(spread.intra()).isCloseTo(1, within(TOLERANCE));
    assertThat(spread.inter()).isCloseTo(2, within(TOLERANCE));
    assertThat(spread.ratio()).isCloseTo(0.5, within(TOLERANCE));
  }

  @Test
  void hasNoRatioWhereClassesDoNotDiffer() {
    ClassSpread spread = spread(new float[] {3, 4, 0.6f, 0.8f, 6, 8, 30, 40}, 0, 0, 1, 1);
    assertThat(spread.inter()).isCloseTo(0, within(TOLERANCE));
    assertThat(spread.ratio()).isNaN();
  }

  @Test
  void isUndefinedForClassesOfOneRow() {
    ClassSpread spread = spread(new float[] {1, 0, 0, 1}, 0, 1);
    assertThat(spread.intra()).isNaN();
    assertThat(spread.ratio()).isNaN();
  }

  @Test
  void isUndefinedForOneClass() {
    ClassSpread spread = spread(new float[] {1, 0, 0, 1}, 0, 0);
    assertThat(spread.inter()).isNaN();
    assertThat(spread.ratio()).isNaN();
  }

  @Test
  void partsAddUp() {
    float[] values = {1, 0, 0, 1, -1, 0, 0, -1};
    ClassSpread whole = spread(values, 0, 0, 1, 1);
    ClassSpread parts =
        spread(new float[] {-1, 0, 0, -1}, 1, 1).merge(spread(new float[] {1, 0, 0, 1}, 0, 0));
    assertThat(parts.ratio()).isEqualTo(whole.ratio());
  }

  private static ClassSpread spread(float[] values, int... classes) {
    ClassSpread spread = new ClassSpread(2);
    spread.add(new LabeledRows(Rows.of(values, 2), classes, new int[classes.length], new int[0]));
    return spread;
  }
}
