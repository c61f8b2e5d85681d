package org.semblance.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.semblance.math.Seeds.Use;

/** The numbers are those of the APFS specification, section 12.1. */
class SeedsTest {

  @Test
  void keysAreTheDocumentedOnes() {
    assertThat(Seeds.key(42, Use.REPRESENTATIVE, 0, 0)).isEqualTo(0xbf80e2b11149c34fL);
    assertThat(Seeds.key(42, Use.REPRESENTATIVE, 3, 0)).isEqualTo(0x13edb9b6d964a58aL);
  }

  @Test
  void permutationsAreTheDocumentedOnes() {
    long[] ten = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertThat(Seeds.permuted(ten, Seeds.key(42, Use.REPRESENTATIVE, 0, 0)))
        .containsExactly(2, 0, 5, 9, 4, 6, 8, 3, 7, 1);
    assertThat(Seeds.permuted(new long[] {0, 1, 2, 3, 4}, Seeds.key(42, Use.CLASS_ORDER, 0, 0)))
        .containsExactly(1, 3, 2, 0, 4);
  }

  @Test
  void leavesTheGivenArrayAlone() {
    long[] values = {3, 1, 2};
    assertThat(Seeds.permuted(values, 5)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void rejectsAnEmptyRange() {
    assertThatThrownBy(() -> Seeds.below(Seeds.random(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be at least 1, got 0");
  }
}
