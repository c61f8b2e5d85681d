package org.semblance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/** A disk of one megabyte; skipped where file systems cannot be mounted. */
class FullDiskTest {

  @TempDir private Path disk;

  @BeforeEach
  void mount() throws Exception {
    assumeThat(execute("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()))
        .as("only root may mount")
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    execute("umount", disk.toString());
  }

  @Test
  void aFileThatDoesNotFitIsRefusedByNameAndTheOldOneStays() throws IOException {
    RunDirectory run = RunDirectory.at(disk.resolve("run").toString(), new Configuration());
    run.files().makeDirectory(run.root());
    run.files().write(run.room(), " ".repeat(1 << 16));
    run.files().write(run.result(), "before");
    fill();

    assertThatThrownBy(() -> run.files().write(run.result(), "x".repeat(5000)))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.PREFLIGHT))
        .hasMessageStartingWith("no room for " + disk.resolve("run/result.json"))
        .hasMessageEndingWith("free some space there, then continue with --resume");
    assertThat(run.files().read(run.result())).contains("before");

    run.files().delete(run.room());
    run.files().write(run.result(), "x".repeat(5000));
    assertThat(disk.resolve("run")).isDirectoryNotContaining("glob:**.new");
  }

  private void fill() throws IOException {
    try (OutputStream stream = Files.newOutputStream(disk.resolve("big"))) {
      while (true) {
        stream.write(new byte[512]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int execute(String... command) throws Exception {
    try {
      return new ProcessBuilder(List.of(command)).start().waitFor();
    } catch (IOException absent) {
      return 1;
    }
  }
}
