package org.semblance.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.semblance.image.ImageLimits;
import org.semblance.image.RgbImage;
import org.semblance.image.UndecodableImageException;

/** The collected files of kinds that decoders get wrong, with the right answers beside them. */
@EnabledIf("areThere")
class ImageCasesIT {

  private static final ImageDecoder DECODER =
      new ImageDecoder(new ImageLimits(100_000_000, 50_000_000, 65_500, 5));

  /** Grey levels that the mean of a cell may differ. */
  private static final double TOLERANCE = 3;

  /** Read although Pillow refuses them: no pixel has to be guessed. */
  private static final Set<String> READ_BY_US =
      Set.of("images/jpeg-double-soi.jpg", "images/png-exif6-with-header.png");

  /** Formats that Pillow reads and we refuse by their names, and what is beyond the limits. */
  private static final Set<String> REFUSED_BY_US =
      Set.of(
          "images/other.ico",
          "images/other.jp2",
          "images/other.ppm",
          "images/other.tga",
          "images/other.tif",
          "webp/webp_ll_8191_valid.webp");

  private static final Map<String, byte[]> FILES = new TreeMap<>();

  private static Path archive() {
    return Path.of(System.getProperty("semblance.shared", "absent"), "cases", "cases.tar.gz");
  }

  static boolean areThere() {
    return Files.exists(archive());
  }

  @BeforeAll
  static void read() throws IOException {
    try (InputStream stream = Files.newInputStream(archive());
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new GzipCompressorInputStream(stream))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().replaceFirst("^\\./", "");
        if (entry.isFile() && name.matches("(images|webp|bombs)/.*")) {
          FILES.put(name, tar.readAllBytes());
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> imagesAreAsTheyShouldBe() {
    return Stream.of("images", "webp").flatMap(ImageCasesIT::tests);
  }

  private static Stream<DynamicTest> tests(String folder) {
    try {
      JsonNode answers = new ObjectMapper().readTree(file(folder + "/expected.json"));
      return answers.properties().stream()
          .map(answer -> Map.entry(folder + "/" + answer.getKey(), answer.getValue()))
          .map(
              answer ->
                  dynamicTest(answer.getKey(), () -> check(answer.getKey(), answer.getValue())));
    } catch (IOException failure) {
      throw new IllegalStateException("cannot read the answers of " + folder, failure);
    }
  }

  private static byte[] file(String name) {
    return Objects.requireNonNull(FILES.get(name), name);
  }

  private static void check(String name, JsonNode answer) {
    boolean refused = answer.isNull() ? !READ_BY_US.contains(name) : REFUSED_BY_US.contains(name);
    if (refused) {
      assertThatThrownBy(() -> DECODER.read(file(name)))
          .isInstanceOf(UndecodableImageException.class);
      return;
    }
    RgbImage image = DECODER.read(file(name)).image();
    if (!answer.isNull()) {
      assertThat(image.width()).isEqualTo(answer.get("width").asInt());
      assertThat(image.height()).isEqualTo(answer.get("height").asInt());
      checkGrid(image, answer.get("grid"));
    }
  }

  /** Cells of images of fewer pixels than cells are left out. */
  private static void checkGrid(RgbImage image, JsonNode grid) {
    int cells = grid.size();
    boolean wide = Math.min(image.width(), image.height()) >= cells;
    for (int cell = 0; wide && cell < cells * cells; cell++) {
      int row = cell / cells;
      int column = cell % cells;
      for (int channel = 0; channel < 3; channel++) {
        assertThat(mean(image, row, column, cells, channel))
            .as("cell %d, %d of channel %d", row, column, channel)
            .isCloseTo(grid.get(row).get(column).get(channel).asDouble(), within(TOLERANCE));
      }
    }
  }

  private static double mean(RgbImage image, int row, int column, int cells, int channel) {
    long sum = 0;
    long count = 0;
    for (int y = row * image.height() / cells; y < (row + 1) * image.height() / cells; y++) {
      for (int x = column * image.width() / cells; x < (column + 1) * image.width() / cells; x++) {
        sum += image.pixels()[3 * (y * image.width() + x) + channel] & 0xFF;
        count++;
      }
    }
    return (double) sum / count;
  }

  @TestFactory
  Stream<DynamicTest> bombsAreRefusedInTime() {
    return FILES.entrySet().stream()
        .filter(file -> file.getKey().startsWith("bombs/"))
        .map(file -> dynamicTest(file.getKey(), () -> refuseInTime(file.getValue())));
  }

  private static void refuseInTime(byte[] file) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThatThrownBy(() -> DECODER.read(file)).isInstanceOf(UndecodableImageException.class);
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    assertThat(TimeUnit.NANOSECONDS.toSeconds(nanos)).isLessThan(5);
  }
}
