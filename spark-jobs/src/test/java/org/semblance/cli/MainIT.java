package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as processes: exit codes, result files, signals. */
class MainIT {

  private static final List<String> SMALL =
      List.of(
          "--set=name=small",
          "--set=train.seed=1",
          "--set=train.epochs=1",
          "--set=synth.train-classes=6",
          "--set=synth.test-classes=2",
          "--set=synth.images-per-class=4",
          "--set=plan.sampler.classes-per-batch=2");

  @TempDir private Path folder;

  @Test
  void executesStagesOnceAndTellsItInTheResult() throws Exception {
    assertThat(start("ingest").exitCode()).isZero();
    JobProcess planned = start("plan");
    assertThat(planned.exitCode()).isZero();
    assertThat(planned.result().path("status").asText()).isEqualTo("succeeded");
    JobProcess again = start("ingest");
    assertThat(again.exitCode()).isZero();

    JsonNode stage = again.result().path("stages").path(0);
    assertThat(stage.path("status").asText()).isEqualTo("skipped");
    assertThat(stage.path("counts").path("images").asInt()).isEqualTo(32);
    assertThat(again.run().resolve("config.yaml")).content().contains("name: small");
    assertThat(again.run().resolve("semblance.log")).isNotEmptyFile();
    assertThat(again.run().resolve(".lock")).doesNotExist();
  }

  @Test
  void failsOnMissingDataWithCodeAndSentence() throws Exception {
    JobProcess job = start("ingest", "--set=ingest.source=folder", "--set=ingest.path=/no/such");

    assertThat(job.exitCode()).isEqualTo(3);
    assertThat(job.result().path("status").asText()).isEqualTo("failed");
    assertThat(job.result().path("exit-code").asInt()).isEqualTo(3);
    assertThat(job.result().path("message").asText()).contains("/no/such");
    assertThat(job.stderr()).doesNotContain("\tat ");
  }

  @Test
  void endsInOrderOnSigterm() throws Exception {
    JobProcess job = start("ingest", "--set=synth.images-per-class=20000");
    job.await(() -> Files.exists(job.run().resolve("stages/ingest.json"))).terminate();

    assertThat(job.exitCode()).isEqualTo(143);
    assertThat(job.result().path("status").asText()).isEqualTo("interrupted");
    assertThat(job.run().resolve(".lock")).doesNotExist();
  }

  private JobProcess start(String... arguments) throws IOException {
    return JobProcess.start(
        folder.resolve("run"), Stream.concat(Stream.of(arguments), SMALL.stream()).toList());
  }
}
