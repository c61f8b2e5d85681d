package org.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.semblance.doctor.Check.Verdict;
import org.semblance.fault.SemblanceException;

class CheckTest {

  @Test
  void aRequirementThatHoldsSaysWhatItFound() {
    assertThat(Check.that("ranks", () -> "4, each on its own"))
        .isEqualTo(new Check(Verdict.OK, "ranks", "4, each on its own", ""));
  }

  @Test
  void aRequirementThatRefusesSaysWhy() {
    Check check =
        Check.that(
            "memory",
            () -> {
              throw SemblanceException.preflight("a rank needs 3 GB, has 2: raise the overhead");
            });
    assertThat(check.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(check.found()).isEqualTo("a rank needs 3 GB, has 2: raise the overhead");
  }

  /** What a user cannot mend is no finding of the doctor. */
  @Test
  void aDefectIsNoFinding() {
    assertThatThrownBy(
            () ->
                Check.that(
                    "memory",
                    () -> {
                      throw new IllegalStateException("ours");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }
}
