package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords in URIs and options reach no file and no stream that a job writes. */
class SecretsIT {

  private static final String SECRET = "hunter2";

  @TempDir private Path folder;

  @Test
  void noOutputOfAJobHoldsASecret() throws Exception {
    JobProcess job =
        JobProcess.start(
            folder.resolve("run"),
            List.of(
                "ingest",
                "--set=name=secrets",
                "--set=train.seed=1",
                "--set=ingest.source=folder",
                "--set=ingest.path=nowhere://bob:" + SECRET + "@host/images?sig=" + SECRET));
    assertThat(job.exitCode()).as(job.stderr()).isBetween(2, 3);
    assertThat(folder.resolve("run/result.json")).isNotEmptyFile();
    assertThat(folder.resolve("run/config.yaml")).isNotEmptyFile();
    assertThat(folder.resolve("run/semblance.log")).isNotEmptyFile();
    assertThat(job.stderr()).contains("nowhere");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).noneMatch(SecretsIT::holdsSecret);
    }
  }

  private static boolean holdsSecret(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
