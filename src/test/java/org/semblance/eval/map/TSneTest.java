package org.semblance.eval.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.semblance.math.Seeds;

class TSneTest {

  private static final int GROUPS = 5;
  private static final int ROWS_PER_GROUP = 20;

  @Test
  void keepsGroupsTogether() {
    double[][] map = new TSne(10, 400).map(groupedRows());
    for (int i = 0; i < map.length; i++) {
      int nearest = nearest(map, i);
      assertThat(nearest / ROWS_PER_GROUP).as("group of row %s", i).isEqualTo(i / ROWS_PER_GROUP);
    }
  }

  @Test
  void givesTheSameMapAgain() {
    TSne tsne = new TSne(10, 50);
    assertThat(tsne.map(groupedRows())).isDeepEqualTo(tsne.map(groupedRows()));
  }

  @Test
  void survivesIdenticalRows() {
    double[][] map = new TSne(30, 50).map(new float[6][3]);
    for (double[] point : map) {
      assertThat(point).doesNotContain(Double.NaN);
    }
  }

  @Test
  void principalPlaneHoldsTheLargestVariance() {
    float[][] rows = {{10, 0, 0}, {-10, 0, 0}, {0, 3, 0}, {0, -3, 0}, {0, 0, 1}, {0, 0, -1}};
    double[][] plane = PrincipalPlane.project(rows);
    assertThat(Math.abs(plane[0][0])).isCloseTo(10, within(1e-6));
    assertThat(Math.abs(plane[2][1])).isCloseTo(3, within(1e-6));
    assertThat(Math.hypot(plane[4][0], plane[4][1])).isCloseTo(0, within(1e-6));
  }

  @Test
  void rejectsTooFewRows() {
    assertThatThrownBy(() -> new TSne(5, 10).map(new float[3][2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be at least 4, got 3");
  }

  private static float[][] groupedRows() {
    SplittableRandom random = Seeds.random(1);
    float[][] rows = new float[GROUPS * ROWS_PER_GROUP][8];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < 8; d++) {
        rows[i][d] = (float) (0.2 * random.nextDouble() + (i / ROWS_PER_GROUP == d ? 3 : 0));
      }
    }
    return rows;
  }

  private static int nearest(double[][] map, int row) {
    int best = row == 0 ? 1 : 0;
    for (int other = 0; other < map.length; other++) {
      if (other != row && distance(map[row], map[other]) < distance(map[row], map[best])) {
        best = other;
      }
    }
    return best;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }
}
