package org.semblance.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    Path run = folder.resolve("run");

    assertThat(exitCode(start(run, "ingest"))).isZero();
    assertThat(exitCode(start(run, "plan"))).isZero();
    assertThat(result(run).path("status").asText()).isEqualTo("succeeded");
    assertThat(exitCode(start(run, "ingest"))).isZero();

    JsonNode stage = result(run).path("stages").path(0);
    assertThat(stage.path("status").asText()).isEqualTo("skipped");
    assertThat(stage.path("counts").path("images").asInt()).isEqualTo(32);
    assertThat(run.resolve("config.yaml")).content().contains("name: small");
    assertThat(run.resolve("semblance.log")).isNotEmptyFile();
    assertThat(run.resolve(".lock")).doesNotExist();
  }

  @Test
  void failsOnMissingDataWithCodeAndSentence() throws Exception {
    Path run = folder.resolve("run");

    Process job = start(run, "ingest", "--set=ingest.source=folder", "--set=ingest.path=/no/such");

    assertThat(exitCode(job)).isEqualTo(3);
    assertThat(result(run).path("status").asText()).isEqualTo("failed");
    assertThat(result(run).path("exit-code").asInt()).isEqualTo(3);
    assertThat(result(run).path("message").asText()).contains("/no/such");
    assertThat(folder.resolve("stderr")).content().doesNotContain("\tat ");
  }

  @Test
  void endsInOrderOnSigterm() throws Exception {
    Path run = folder.resolve("run");
    Process job = start(run, "ingest", "--set=synth.images-per-class=20000");
    while (job.isAlive() && !Files.exists(run.resolve("stages/ingest.json"))) {
      TimeUnit.MILLISECONDS.sleep(100);
    }

    job.destroy();

    assertThat(exitCode(job)).isEqualTo(143);
    assertThat(result(run).path("status").asText()).isEqualTo("interrupted");
    assertThat(run.resolve(".lock")).doesNotExist();
  }

  private Process start(Path run, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    command.addAll(SMALL);
    command.add("--run-dir=" + run);
    return new ProcessBuilder(command)
        .redirectError(folder.resolve("stderr").toFile())
        .redirectOutput(folder.resolve("stdout").toFile())
        .start();
  }

  private static int exitCode(Process job) throws InterruptedException {
    assertThat(job.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return job.exitValue();
  }

  private static JsonNode result(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("result.json").toFile());
  }
}
