package org.semblance.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.semblance.progress.ProgressBar.State;

class ProgressBarTest {

  private static final State HALF = new State(1200, 2400, "steps", "loss 0.5");

  @Test
  void drawsBarRateAndRemainingTime() {
    assertThat(ProgressBar.line("train", HALF, Duration.ofSeconds(60), 120))
        .isEqualTo(
            "train    ████████████░░░░░░░░░░░░ 1,200/2,400 steps, 20.0/s  loss 0.5  1:00, 1:00 left");
  }

  @Test
  void leavesTheBarOutOfFiles() {
    assertThat(ProgressBar.line("train", HALF, Duration.ofSeconds(60), 0))
        .isEqualTo("train    1,200/2,400 steps, 20.0/s  loss 0.5  1:00, 1:00 left");
  }

  @Test
  void fitsTheTerminal() {
    assertThat(ProgressBar.line("train", HALF, Duration.ofSeconds(60), 40)).hasSize(39);
  }

  @Test
  void showsTheTimeWhereNothingElseIsKnown() {
    assertThat(ProgressBar.line("plan", State.UNKNOWN, Duration.ofSeconds(3725), 80))
        .isEqualTo("plan       1:02:05");
  }

  @Test
  void leavesOneLineForEachStageInAFile() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Terminal file = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), 0, false);
    try (ConsoleProgress progress = new ConsoleProgress(file)) {
      progress.begin("ingest");
      progress.update(1, 2, "tasks", "");
      progress.end("1.0 s: 12 images");
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("ingest   1.0 s: 12 images");
  }

  @Test
  void quietlyShowsOnlyWhatGoesWrong() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Terminal quiet = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), 80, true);
    try (ConsoleProgress progress = new ConsoleProgress(quiet)) {
      progress.begin("ingest");
      progress.update(1, 2, "tasks", "");
      progress.say("memory suffices");
      progress.end("1.0 s: 12 images");
      progress.complain("labels.csv must have a column path");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("labels.csv must have a column path");
  }
}
