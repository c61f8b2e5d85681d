package org.semblance.train.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.train.checkpoint.LocalStorage;

class TrainingLogTest {

  private static final String FIRST = "events.out.tfevents.0000000000.semblance";

  @TempDir private Path folder;
  private LocalStorage storage;

  @BeforeEach
  void open() {
    storage = new LocalStorage(folder);
  }

  @Test
  void showsNothingBeforeItIsFlushed() {
    TrainingLog log = TrainingLog.start(storage);
    log.add(line(1));
    assertThat(folder.resolve(TrainingLog.LINES)).doesNotExist();
    log.flush();
    assertThat(folder.resolve(TrainingLog.LINES)).isNotEmptyFile();
  }

  @Test
  void writesOneJsonObjectPerLine() throws IOException {
    TrainingLog log = TrainingLog.start(storage);
    log.add(line(1));
    log.add(line(2));
    log.flush();
    assertThat(Files.readAllLines(folder.resolve(TrainingLog.LINES)))
        .containsExactly(
            "{\"step\":1,\"epoch\":0,\"time\":1.5,\"values\":{\"train/loss\":0.5}}",
            "{\"step\":2,\"epoch\":0,\"time\":2.5,\"values\":{\"train/loss\":0.25}}");
  }

  @Test
  void readsWhatItWrote() throws IOException {
    List<LogLine> lines = List.of(line(1), line(7));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TrainingLog.write(lines, bytes);
    assertThat(TrainingLog.read(new ByteArrayInputStream(bytes.toByteArray()))).isEqualTo(lines);
  }

  @Test
  void curvesAreInTheOrderOfTheirNames() {
    LogLine line = new LogLine(1, 0, 0, Map.of("b", 1.0, "a", 2.0, "c", 3.0));
    assertThat(line.values().keySet()).containsExactly("a", "b", "c");
  }

  /** Storage that cannot append gets a file per flush, named by the lines before it. */
  @Test
  void eachFlushAddsAnEventFile() throws IOException {
    TrainingLog log = TrainingLog.start(storage);
    log.add(line(1));
    log.flush();
    log.flush();
    log.add(line(2));
    log.flush();
    assertThat(storage.list(TrainingLog.EVENTS))
        .containsExactly(FIRST, "events.out.tfevents.0000000001.semblance");
  }

  @Test
  void aResumedLogDropsTheEventsThatItWillWriteAgain() throws IOException {
    TrainingLog log = TrainingLog.start(storage);
    for (int step = 1; step <= 3; step++) {
      log.add(line(step));
      log.flush();
    }
    TrainingLog resumed = TrainingLog.resume(storage, List.of(line(1)));
    assertThat(storage.list(TrainingLog.EVENTS)).containsExactly(FIRST);
    resumed.add(line(2));
    resumed.flush();
    assertThat(Files.readString(folder.resolve(TrainingLog.LINES), UTF_8).lines()).hasSize(2);
  }

  @Test
  void anotherProgramsFilesAreLeftAlone() throws IOException {
    Path other = Files.createDirectories(folder.resolve(TrainingLog.EVENTS)).resolve("notes.txt");
    Files.writeString(other, "mine");
    TrainingLog.start(storage);
    assertThat(other).hasContent("mine");
  }

  private static LogLine line(int step) {
    return new LogLine(step, 0, step + 0.5, Map.of("train/loss", 0.5 / step));
  }
}
