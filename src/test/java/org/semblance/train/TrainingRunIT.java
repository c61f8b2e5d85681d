package org.semblance.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.model.file.Safetensors;
import org.semblance.model.file.StoredTensor;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.feed.Cursor;
import org.semblance.train.log.LogLine;
import org.semblance.train.log.TrainingLog;
import org.tensorflow.util.Event;

class TrainingRunIT {

  private static final int EPOCHS = 4;
  private static final TrainingRun RUN = SmallRun.of(SmallRun.settings(EPOCHS, 5e-3, 1));

  @TempDir Path folder;

  @Test
  void learns() throws IOException {
    TrainingRun longer = SmallRun.of(SmallRun.settings(12, 5e-3, 1));
    Trained trained = SmallRun.train(longer, folder, Start.ANEW);
    List<LogLine> losses = curve(folder, "train/loss");
    assertThat(trained.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(trained.outcome().cursor()).isEqualTo(new Cursor(12, 0, 60));
    assertThat(losses).extracting(LogLine::step).containsExactlyElementsOf(steps(60));
    assertThat(mean(losses.subList(0, 5))).isGreaterThan(1.3 * mean(losses.subList(5, 10)));
    assertThat(trained.outcome().validation()).containsKeys("validation/recall@1");
    assertThat(trained.outcome().best().score()).isGreaterThan(0.4);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 10, 13})
  void resumesAfterBeingStopped(long stopAfter) throws IOException {
    Trained whole = SmallRun.train(RUN, folder.resolve("whole"), Start.ANEW);
    Path halves = folder.resolve("halves");
    AtomicLong steps = new AtomicLong();
    Trained first =
        SmallRun.train(
            RUN,
            halves,
            Start.ANEW,
            progress -> steps.set(progress.step()),
            () -> steps.get() >= stopAfter);
    assertThat(first.outcome().ending()).isEqualTo(Ending.STOPPED);
    assertThat(first.outcome().cursor().total()).isEqualTo(stopAfter);
    Trained second = SmallRun.train(RUN, halves, Start.RESUME);
    assertThat(second.outcome().resumedAt()).isEqualTo(stopAfter);
    assertSameRun(whole, folder.resolve("whole"), second, halves);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 11, 19})
  void resumesAfterBeingKilled(long killAfter) throws IOException {
    Trained whole = SmallRun.train(RUN, folder.resolve("whole"), Start.ANEW);
    Path halves = folder.resolve("halves");
    kill(halves, killAfter);
    Trained second = SmallRun.train(RUN, halves, Start.RESUME);
    assertThat(second.outcome().resumedAt()).isBetween(1L, killAfter - 1);
    assertSameRun(whole, folder.resolve("whole"), second, halves);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.safetensors", "state.safetensors", "log.jsonl", "manifest.json"})
  void skipsDamagedCheckpoints(String file) throws IOException {
    Trained whole = SmallRun.train(RUN, folder.resolve("whole"), Start.ANEW);
    Path halves = folder.resolve("halves");
    kill(halves, 14);
    Path newest = children(halves.resolve("checkpoints")).get(1);
    byte[] content = Files.readAllBytes(newest.resolve(file));
    content[content.length / 2] ^= 1;
    if (file.equals("manifest.json")) {
      Files.write(newest.resolve(file), Arrays.copyOf(content, content.length / 2));
    } else {
      Files.write(newest.resolve(file), content);
    }
    Trained second = SmallRun.train(RUN, halves, Start.RESUME);
    assertThat(second.outcome().resumedAt()).isEqualTo(10);
    assertSameRun(whole, folder.resolve("whole"), second, halves);
  }

  @Test
  void leavesTheInitialModelAsItIsWithoutEpochs() {
    Trained trained = SmallRun.train(SmallRun.of(SmallRun.settings(0, 1, 1)), folder, Start.ANEW);
    assertThat(trained.outcome().cursor()).isEqualTo(Cursor.START);
    SmallRun.initialValues(SmallRun.MODEL)
        .forEach(
            (name, values) ->
                assertThat(requireNonNull(trained.weights().tensors().get(name)).floats())
                    .isEqualTo(values));
  }

  @Test
  void saysWhenTheLossDiverges() {
    TrainingRun wild = SmallRun.of(SmallRun.settings(EPOCHS, 1e30, 1));
    assertThatThrownBy(() -> SmallRun.train(wild, folder, Start.ANEW))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DIVERGED))
        .hasMessageMatching(
            "the loss became NaN between steps \\d and \\d: lower train.learning-rate, lengthen"
                + " train.warm-up or set train.clip");
  }

  @Test
  void refusesCheckpointsOfAnotherSeed() {
    SmallRun.train(RUN, folder, Start.ANEW);
    TrainingRun other = SmallRun.of(SmallRun.seeded(RUN.settings(), 6));
    assertThatThrownBy(() -> SmallRun.train(other, folder, Start.RESUME))
        .hasMessage(
            "the checkpoints in %s were written with train.seed 5, got 6: set it back or start a new run directory"
                .formatted(folder.resolve("checkpoints").toAbsolutePath()));
  }

  /** Dies without a word after a step, as by SIGKILL: what was not written by then is lost. */
  private static void kill(Path folder, long step) {
    assertThatThrownBy(
            () ->
                SmallRun.train(
                    RUN,
                    folder,
                    Start.ANEW,
                    progress -> {
                      if (progress.step() == step) {
                        throw new IllegalStateException("killed");
                      }
                    },
                    () -> false))
        .hasMessage("killed");
  }

  private static void assertSameRun(Trained whole, Path wholeFolder, Trained second, Path halves)
      throws IOException {
    assertSameBits(second.weights(), whole.weights());
    assertThat(second.outcome().best()).isEqualTo(whole.outcome().best());
    assertThat(curve(halves, "train/loss"))
        .extracting(line -> line.values().get("train/loss"))
        .containsExactlyElementsOf(
            curve(wholeFolder, "train/loss").stream()
                .map(line -> line.values().get("train/loss"))
                .toList());
    assertThat(eventSteps(halves, "train/loss")).containsExactlyElementsOf(steps(20));
  }

  private static void assertSameBits(Safetensors actual, Safetensors expected) {
    assertThat(actual.tensors().keySet()).isEqualTo(expected.tensors().keySet());
    for (Map.Entry<String, StoredTensor> tensor : expected.tensors().entrySet()) {
      assertThat(requireNonNull(actual.tensors().get(tensor.getKey())).bytes())
          .as(tensor.getKey())
          .isEqualTo(tensor.getValue().bytes());
    }
  }

  private static List<LogLine> curve(Path folder, String name) throws IOException {
    try (InputStream input = Files.newInputStream(folder.resolve("metrics.jsonl"))) {
      return TrainingLog.read(input).stream()
          .filter(line -> line.values().containsKey(name))
          .toList();
    }
  }

  private static double mean(List<LogLine> lines) {
    return lines.stream().mapToDouble(line -> line.values().get("train/loss")).average().orElse(0);
  }

  private static List<Long> steps(long count) {
    return Stream.iterate(1L, step -> step + 1).limit(count).toList();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static List<Long> eventSteps(Path folder, String tag) throws IOException {
    List<Long> steps = new ArrayList<>();
    for (Path file : children(folder.resolve("events"))) {
      for (Event event : EventReader.read(Files.readAllBytes(file))) {
        if (event.getSummary().getValueList().stream().anyMatch(v -> v.getTag().equals(tag))) {
          steps.add(event.getStep());
        }
      }
    }
    return steps;
  }
}
