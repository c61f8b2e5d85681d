package org.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

  @Test
  void everyProcessIsAskedForTheSame() {
    List<Check> driver = ProcessChecks.of("driver");
    List<Check> executor = ProcessChecks.of("executor 1");
    assertThat(driver)
        .extracting(check -> check.subject().replace("driver ", ""))
        .containsExactlyElementsOf(
            executor.stream().map(check -> check.subject().replace("executor 1 ", "")).toList())
        .contains("java", "engine", "device", "vectors", "processor", "scratch");
  }

  @Test
  void whatIsNotWellHasARemedyOrIsASentenceItself() {
    for (Check check : ProcessChecks.of("driver")) {
      assertThat(check.found()).isNotBlank();
      assertThat(check.verdict() == Verdict.WARN && check.remedy().isEmpty())
          .as(check.subject())
          .isFalse();
    }
  }

  @Test
  void thisMachineRunsTheEngineAndTheKernels() {
    assertThat(ProcessChecks.of("driver"))
        .filteredOn(check -> check.subject().matches("driver (java|engine|vectors)"))
        .extracting(Check::verdict)
        .containsOnly(Verdict.OK);
  }
}
