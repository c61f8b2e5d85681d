package org.semblance.train.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.semblance.train.feed.Cursor;

/** What is left of a checkpoint when its writer died, or its disk did. */
class CheckpointsIT {

  private static final String NEWEST = "checkpoints/step-000000000007";

  @TempDir Path folder;

  private Checkpoints checkpoints;

  @BeforeEach
  void writeTwo() {
    checkpoints = new Checkpoints(new LocalStorage(folder));
    for (long step : new long[] {3, 7}) {
      checkpoints.write(
          manifest(step),
          Map.of(
              "weights.safetensors", output -> output.write(("weights " + step).getBytes(UTF_8)),
              "state.safetensors", output -> output.write(("moments " + step).getBytes(UTF_8)),
              "plan.json", output -> output.write("{}".getBytes(UTF_8)),
              "log.jsonl", output -> output.write("[1]\n".getBytes(UTF_8))));
    }
  }

  static Stream<String> files() {
    return Stream.of(
        "weights.safetensors", "state.safetensors", "plan.json", "log.jsonl", "manifest.json");
  }

  @Test
  void theNewestIsUsed() {
    assertThat(latest()).contains(7L);
  }

  @ParameterizedTest
  @MethodSource("files")
  void oneTruncatedAnywhereIsSkipped(String file) throws IOException {
    Path path = folder.resolve(NEWEST).resolve(file);
    byte[] content = Files.readAllBytes(path);
    for (int length = 0; length < content.length; length++) {
      Files.write(path, Arrays.copyOf(content, length));
      assertThat(latest()).as("%s of %d bytes", file, length).contains(3L);
    }
    Files.write(path, content);
    assertThat(latest()).contains(7L);
  }

  @ParameterizedTest
  @MethodSource("files")
  void oneThatLacksAFileIsSkipped(String file) throws IOException {
    Files.delete(folder.resolve(NEWEST).resolve(file));
    assertThat(latest()).contains(3L);
  }

  @Test
  void aManifestWithAnyByteChangedIsSkipped() throws IOException {
    Path path = folder.resolve(NEWEST).resolve("manifest.json");
    byte[] content = Files.readAllBytes(path);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < content.length; i++) {
      byte[] changed = content.clone();
      changed[i] ^= (byte) random.nextInt(1, 256);
      Files.write(path, changed);
      assertThat(latest()).as("byte %d of %s", i, new String(changed, UTF_8)).contains(3L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"format\":1}", "{\"format\":3}"})
  void aManifestThatIsNoneIsSkipped(String text) throws IOException {
    Files.writeString(folder.resolve(NEWEST).resolve("manifest.json"), text);
    assertThat(latest()).contains(3L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{\"plan.json\":null}"})
  void oneOfTheFirstFormatNeedsItsDigestsToo(String digests) throws IOException {
    writeFirstFormat(digests);
    assertThat(latest()).contains(3L);
  }

  @Test
  void oneOfTheFirstFormatIsRead() throws IOException {
    writeFirstFormat("{}");
    assertThat(latest()).contains(7L);
  }

  private void writeFirstFormat(String digests) throws IOException {
    Files.writeString(
        folder.resolve(NEWEST).resolve("manifest.json"),
        """
        {"format": 1, "cursor": {"round": 0, "step": 7, "total": 7}, "seed": 1, "ranks": 1,
         "threads": 1, "updates": {}, "best": %s, "sha256": %s}
        """
            .formatted(new ObjectMapper().writeValueAsString(BestValidation.NONE), digests));
  }

  @Test
  void whatIsSkippedIsNamed() throws IOException {
    Files.write(folder.resolve(NEWEST).resolve("plan.json"), new byte[1]);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      assertThat(latest()).contains(3L);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(UTF_8))
        .contains("WARN")
        .contains("skipping the checkpoint " + folder.resolve(NEWEST))
        .contains("plan.json");
  }

  @Test
  void withoutAnyThereIsNone() {
    checkpoints.clear();
    assertThat(latest()).isEmpty();
  }

  private Optional<Long> latest() {
    return checkpoints.latest(any -> true).map(manifest -> manifest.cursor().total());
  }

  private static CheckpointManifest manifest(long step) {
    return new CheckpointManifest(
        new Cursor(0, (int) step, step), 1, 1, 1, Map.of("backbone", step), BestValidation.NONE);
  }
}
