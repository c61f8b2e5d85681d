package org.semblance.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.batch.RoundRule.RoundShape;

class RoundRuleTest {

  /** The table of section 3.3 of the specification: class pass, visits and steps of a round. */
  @ParameterizedTest
  @CsvSource({
    "100, 5864, 8, 4, 1, 13, 20, 250",
    "100, 5864, 32, 4, 1, 4, 20, 63",
    "98, 8054, 32, 4, 1, 4, 28, 86",
    "11318, 59551, 8, 4, 1, 1415, 2, 2830",
    "11318, 59551, 32, 4, 1, 354, 2, 708",
    "11318, 59551, 16, 4, 4, 177, 2, 354"
  })
  void coverageScalesWithTheClasses(
      int classes, int images, int p, int m, int workers, int pass, int visits, int steps) {
    RoundShape shape = new RoundShape(classes, images, p * workers, m - 1);
    assertThat(shape.classPass()).isEqualTo(pass);
    assertThat(shape.visits()).isEqualTo(visits);
    assertThat(new RoundRule.Coverage(0).steps(shape)).isEqualTo(steps);
    assertThat(new RoundRule.Coverage(1).steps(shape)).isEqualTo(pass);
    assertThat(new RoundRule.Feasible(0.1, 5000).segmentSteps(shape)).isEqualTo(pass);
  }

  @Test
  void aPlateauIsPatienceWithoutGain() {
    RoundRule.Plateau plateau = new RoundRule.Plateau(25, 3, 0.01, 1000);
    assertThat(plateau.isOver(new double[] {})).isFalse();
    assertThat(plateau.isOver(new double[] {0.5, 0.5, 0.505})).isFalse();
    assertThat(plateau.isOver(new double[] {0.5, 0.5, 0.505, 0.4})).isTrue();
    assertThat(plateau.isOver(new double[] {0.5, 0.5, 0.6, 0.5, 0.5})).isFalse();
  }

  @Test
  void feasibleIsAShareOfActiveTerms() {
    RoundRule.Feasible feasible = new RoundRule.Feasible(0.05, 100);
    assertThat(feasible.isOver(0.04)).isTrue();
    assertThat(feasible.isOver(0.05)).isFalse();
    assertThatThrownBy(() -> new RoundRule.Feasible(0, 100))
        .hasMessage("epsilon must be above 0 and at most 1, got 0.0");
  }
}
