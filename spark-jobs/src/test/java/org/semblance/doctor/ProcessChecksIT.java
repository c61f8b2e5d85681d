package org.semblance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.semblance.LocalSpark;
import org.semblance.doctor.Check.Verdict;

@ExtendWith(LocalSpark.class)
class ProcessChecksIT {

  @Test
  void everyProcessIsAskedForTheSame(SparkSession spark) {
    List<Check> driver = ProcessChecks.of("driver");
    List<Check> executor = ProcessChecks.of("executor 1");
    assertThat(driver)
        .extracting(check -> check.subject().replace("driver ", ""))
        .containsExactlyElementsOf(
            executor.stream().map(check -> check.subject().replace("executor 1 ", "")).toList())
        .contains("java", "engine", "device", "vectors", "processor", "scratch");
  }

  @Test
  void whatIsNotWellHasARemedyOrIsASentenceItself(SparkSession spark) {
    for (Check check : ProcessChecks.of("driver")) {
      assertThat(check.found()).isNotBlank();
      assertThat(check.verdict() == Verdict.WARN && check.remedy().isEmpty())
          .as(check.subject())
          .isFalse();
    }
  }

  @Test
  void thisMachineRunsTheEngineAndTheKernels(SparkSession spark) {
    assertThat(ProcessChecks.of("driver"))
        .filteredOn(check -> check.subject().matches("driver (java|engine|vectors)"))
        .extracting(Check::verdict)
        .containsOnly(Verdict.OK);
  }
}
