package org.semblance.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowsTest {

  private static final Rows THREE = Rows.of(new float[] {1, 2, 3, 4, 5, 6}, 2);
  private static final Rows POINTS = Rows.euclidean(new float[] {0, 0, 3, 4, 1, 0}, 2);

  @Test
  void countsItsRows() {
    assertThat(THREE.count()).isEqualTo(3);
    assertThat(THREE.vector(1)).containsExactly(3, 4);
    assertThat(THREE.isBiased()).isFalse();
  }

  @Test
  void scoresInnerProducts() {
    assertThat(THREE.score(0, THREE, 2)).isEqualTo(1 * 5 + 2 * 6);
  }

  /** The larger the nearer, 0 for a row and itself. */
  @Test
  void scoresHalfOfTheSquaredDistanceNegated() {
    assertThat(POINTS.isBiased()).isTrue();
    assertThat(POINTS.score(0, POINTS, 1)).isEqualTo(-12.5f);
    assertThat(POINTS.score(1, POINTS, 2)).isEqualTo(-10);
    assertThat(POINTS.score(1, POINTS, 1)).isZero();
  }

  @Test
  void aScoreIsTheSameFromBothSides() {
    assertThat(POINTS.score(2, POINTS, 1)).isEqualTo(POINTS.score(1, POINTS, 2));
  }

  @Test
  void aSliceAndAPickKeepTheirScores() {
    Rows slice = POINTS.slice(1, 3);
    assertThat(slice.count()).isEqualTo(2);
    assertThat(slice.score(0, slice, 1)).isEqualTo(POINTS.score(1, POINTS, 2));
    Rows pick = POINTS.pick(new int[] {2, 0});
    assertThat(pick.vector(0)).containsExactly(1, 0);
    assertThat(pick.score(0, POINTS, 1)).isEqualTo(POINTS.score(2, POINTS, 1));
  }

  @Test
  void aSliceIsACopy() {
    Rows slice = THREE.slice(0, 1);
    slice.values()[0] = 7;
    assertThat(THREE.values()[0]).isEqualTo(1);
  }

  @Test
  void refusesWhatAreNoRows() {
    assertThatThrownBy(() -> Rows.of(new float[3], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must hold rows of 2 numbers, got 3");
    assertThatThrownBy(() -> Rows.of(new float[0], 0))
        .hasMessage("dimension must be at least 1, got 0");
    assertThatThrownBy(() -> new Rows(2, new float[4], new float[1]))
        .hasMessage("biases must be empty or one per row of 2, got 1");
  }
}
