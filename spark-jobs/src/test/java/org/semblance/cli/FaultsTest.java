package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

class FaultsTest {

  @Test
  void tooSmallAResultSizeIsForTheUserToMend() {
    SemblanceException fault =
        Faults.of(
            new IllegalStateException(
                "Job aborted due to stage failure: Total size of serialized results of 3 tasks (2.0"
                    + " MiB) is bigger than spark.driver.maxResultSize (1024.0 KiB)"));
    assertThat(fault.exitCode()).isEqualTo(ExitCode.PREFLIGHT);
    assertThat(fault)
        .hasMessage(
            "what tasks send to the driver is more than spark.driver.maxResultSize: raise it"
                + " (--conf spark.driver.maxResultSize=4g)");
  }

  @Test
  void aFullDiskIsForTheUserToMend() {
    assertThat(
            Faults.of(new IllegalStateException("x", new IOException("No space left on device"))))
        .hasMessage("a disk is full: free some space, or name another folder in spark.local.dir")
        .extracting(SemblanceException::exitCode)
        .isEqualTo(ExitCode.PREFLIGHT);
  }

  @Test
  void anUnreadableFileIsNamedWithTheInnermostReason() {
    Throwable failure =
        new IllegalStateException(
            "Job aborted",
            new IOException(
                "Encountered error while reading file file:/t/a.parquet. Details:",
                new IllegalStateException(new UnsupportedOperationException("no such encoding"))));
    assertThat(Faults.of(failure))
        .hasMessage(
            "file:/t/a.parquet cannot be read (no such encoding): write the table again, or take"
                + " the file out of it")
        .extracting(SemblanceException::exitCode)
        .isEqualTo(ExitCode.DATA);
  }

  @Test
  void anExecutorKilledForItsMemoryIsNotADefect() {
    assertThat(Faults.of(new IllegalStateException("ExecutorLostFailure (exit code: 137)")))
        .hasMessage(
            "an executor was killed for its memory (exit code: 137): raise --executor-memory or"
                + " spark.executor.memoryOverhead");
  }

  @Test
  void whatNobodyForesawIsADefectOfOurs() {
    assertThat(Faults.of(new IllegalStateException("odd")).exitCode()).isEqualTo(ExitCode.INTERNAL);
  }
}
