package org.semblance.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {

  private static final Map<String, Double> VALUES = Map.of("A", 0.8, "B", 0.797);

  @ParameterizedTest
  @CsvSource({
    "recall@1 >= A - 0.005, true",
    "recall@1>=A-0.002, false",
    "recall@1 >= A, false",
    "recall@1 > 0.79, true",
    "recall@1=0.8, false",
    "recall@1 <= A, true",
    "recall@1 < B + 0.01, true",
    "tar@1e-3 >= A - 5e-3, true",
  })
  void holdsOrNot(String text, boolean holds) {
    assertThat(Requirement.parse(text).check(VALUES, "A").holds()).isEqualTo(holds);
  }

  @Test
  void saysWhatWasFound() {
    assertThat(Requirement.parse("map@r >= A").check(VALUES, "A").found())
        .isEqualTo("map@r of B must be >= 0.8000, got 0.7970");
    Map<String, Double> missing = new HashMap<>(VALUES);
    missing.put("B", null);
    assertThat(Requirement.parse("map@r >= A").check(missing, "A").found())
        .isEqualTo("map@r of B must be >= 0.8000, it was not measured");
    assertThat(Requirement.parse("map@r >= B").check(missing, "A").found())
        .isEqualTo("map@r was not measured of B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recall@1", ">= A", "recall@1 => A", "recall@1 >= A * 2", "x >= a", ""})
  void refusesWhatHasNoSuchForm(String text) {
    assertThatThrownBy(() -> Requirement.parse(text))
        .hasMessage(
            "--require must be like 'recall@1 >= A - 0.005' or 'recall@1 >= 0.8', got '"
                + text
                + "'");
  }
}
