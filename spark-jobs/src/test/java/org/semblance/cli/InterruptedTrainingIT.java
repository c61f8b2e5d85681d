package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training job that is stopped or killed and goes on with {@code --resume}: the same bits. */
class InterruptedTrainingIT {

  private static final List<String> SETTINGS =
      List.of(
          "--set=name=interrupted",
          "--set=train.seed=1",
          "--set=train.epochs=6",
          "--set=train.checkpoint.every-steps=3",
          "--set=train.log-every-steps=1",
          "--set=train.threads=1",
          "--set=synth.train-classes=12",
          "--set=synth.test-classes=2",
          "--set=synth.images-per-class=8",
          "--set=plan.sampler.classes-per-batch=4",
          "--set=plan.sampler.images-per-class=4",
          "--set=memvir.enabled=true",
          "--set=memvir.virtual-sets=2",
          "--set=memvir.skipped-steps=1",
          "--set=memvir.warm-up-epochs=1",
          "--set=obd-sd.enabled=true");

  @TempDir private static Path prepared;
  @TempDir private Path folder;

  private static byte[] undisturbed = {};

  @BeforeAll
  static void trainWithoutInterruption() throws Exception {
    Path run = prepared.resolve("run");
    assertThat(start(run, "ingest").exitCode()).isZero();
    assertThat(start(run, "plan").exitCode()).isZero();
    FileUtils.copyDirectory(run.toFile(), prepared.resolve("planned").toFile());
    assertThat(start(run, "train").exitCode()).isZero();
    undisturbed = weights(run);
  }

  @ParameterizedTest(name = "{0} after {1} steps")
  @CsvSource({"TERM, 2", "TERM, 17", "TERM, 29", "KILL, 5", "KILL, 16", "KILL, 28"})
  void goesOnToTheSameBits(String signal, int steps) throws Exception {
    Path run = folder.resolve("run");
    FileUtils.copyDirectory(prepared.resolve("planned").toFile(), run.toFile());
    JobProcess job = start(run, "train").await(() -> loggedLines(run) >= steps);
    if (signal.equals("TERM")) {
      assertThat(job.terminate().exitCode()).isEqualTo(143);
      assertThat(job.result().path("status").asText()).isEqualTo("interrupted");
    } else {
      assertThat(job.kill().exitCode()).isEqualTo(137);
    }
    assertThat(run.resolve("model/model.json")).doesNotExist();

    JobProcess second = start(run, "train", "--resume");

    assertThat(second.exitCode()).as(second.stderr()).isZero();
    long resumedAt =
        second.result().path("stages").path(0).path("counts").path("resumed-at-step").asLong();
    assertThat(resumedAt).isPositive();
    assertThat(weights(run)).isEqualTo(undisturbed);
  }

  private static JobProcess start(Path run, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(SETTINGS);
    return JobProcess.start(run, all);
  }

  private static long loggedLines(Path run) throws IOException {
    Path log = run.resolve("metrics.jsonl");
    if (!Files.exists(log)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    }
  }

  private static byte[] weights(Path run) throws IOException {
    return Files.readAllBytes(run.resolve("model/model.safetensors"));
  }
}
