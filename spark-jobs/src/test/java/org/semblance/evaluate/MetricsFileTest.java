package org.semblance.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.eval.metric.Bootstrap.Interval;
import org.semblance.evaluate.read.BadRow;
import org.semblance.evaluate.write.Confusion;
import org.semblance.evaluate.write.WorstQuery;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

class MetricsFileTest {

  private static final EvaluationResult RESULT =
      new EvaluationResult(
          Map.of("recall@1", 0.5, "f1", Double.NaN),
          Map.of("recall@1", 0.25),
          Map.of("recall@1", new Interval(0.4, 0.6)),
          Map.of("withCapitals", Map.of("map@r", 0.125)),
          new EvaluationCounts(8, 4, 4, 8, 1, 2, 16, 0, 3, 1),
          Map.of("plan", "broadcast"),
          List.of(new WorstQuery(7L, "cat", 3, 0, 0.0625), new WorstQuery("x", "dog", 1, 2, 0.5)),
          List.of(new Confusion("cat", "dog", 2)),
          List.of(new BadRow("9", "vector is null")),
          Map.of("rank", 1.5),
          Map.of("recall@1", "share of queries"));

  private final Configuration hadoop = new Configuration();
  @TempDir private java.nio.file.Path folder;
  private java.nio.file.Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("metrics.json");
  }

  @Test
  void readsWhatItWrote() {
    MetricsFile.write(path(), RESULT, hadoop);
    assertThat(MetricsFile.read(path(), hadoop)).isEqualTo(RESULT);
  }

  @Test
  void spellsEveryKeyOfItsOwnInKebabCase() throws IOException {
    MetricsFile.write(path(), RESULT, hadoop);
    JsonNode written = new ObjectMapper().readTree(file.toFile());
    assertThat(written.path("counts").path("queries-without-match").asInt()).isOne();
    assertThat(written.path("worst-queries").path(0).path("average-precision-at-r").asDouble())
        .isEqualTo(0.0625);
    ((ObjectNode) written).remove("categories");
    assertKebab(written);
  }

  @Test
  void leavesNamesOfTheTableAsTheyAre() throws IOException {
    MetricsFile.write(path(), RESULT, hadoop);
    assertThat(Files.readString(file)).contains("\"withCapitals\"");
  }

  @Test
  void readsFilesWithTheNamesOfOnce() throws IOException {
    MetricsFile.write(path(), RESULT, hadoop);
    String old = Files.readString(file);
    for (String name :
        List.of(
            "allQueries",
            "galleryRows",
            "queriesWithoutMatch",
            "zeroVectors",
            "duplicateVectors",
            "rejectedRows",
            "worstQueries",
            "firstMatch",
            "averagePrecisionAtR",
            "nearestLabel")) {
      old = old.replace('"' + kebab(name) + '"', '"' + name + '"');
    }
    Files.deleteIfExists(folder.resolve(".metrics.json.crc"));
    Files.writeString(file, old);
    assertThat(old).doesNotContain("without-match");
    assertThat(MetricsFile.read(path(), hadoop)).isEqualTo(RESULT);
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> MetricsFile.read(path(), hadoop))
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessage(path() + " is missing: evaluate again");
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    Files.writeString(file, "{\"metrics\": [1");
    assertThatThrownBy(() -> MetricsFile.read(path(), hadoop))
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith(path() + " cannot be read (")
        .hasMessageEndingWith("): evaluate again");
  }

  private static void assertKebab(JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      assertThat(names.next()).doesNotContainPattern("[A-Z_]");
    }
    node.forEach(MetricsFileTest::assertKebab);
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private Path path() {
    return new Path(file.toUri());
  }
}
