package org.semblance.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/custom}: members of families in a jar that is given with {@code --jars}. */
class CustomMembersIT {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("semblance.root", ".."), "examples/custom")
          .toAbsolutePath()
          .normalize();

  @TempDir private static Path folder;

  private static Distribution distribution;

  @BeforeAll
  static void unpack() throws Exception {
    distribution = Distribution.unpack(folder);
  }

  @Test
  void aJarOfItsOwnTrainsAndMeasures() throws Exception {
    Path run = folder.resolve("run");
    Path output = folder.resolve("output");
    Path jar = Distribution.single(EXAMPLE.resolve("target"), "semblance-example-custom-*.jar");
    int code = semblance(run, output, "--jars=" + jar);
    assertThat(code).as(Files.readString(output)).isZero();
    JsonNode metrics = json(run.resolve("result.json")).path("metrics");
    assertThat(metrics.path("success-2@5").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(metrics.path("success-1@3").asDouble(-1)).isBetween(0.0, 1.0);
    assertThat(Files.readString(run.resolve("report/index.html")))
        .contains("share of queries with 2 matches, or all there are, among the first 5");
  }

  @Test
  void anImporterOfItsOwnListsImages() throws Exception {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 24; i++) {
      BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i, i, 0xffffff);
      ImageIO.write(image, "png", images.resolve("%04d_%d.png".formatted(i / 4, i % 4)).toFile());
    }
    Path run = folder.resolve("run-of-names");
    Path output = folder.resolve("output-of-names");
    Path jar = Distribution.single(EXAMPLE.resolve("target"), "semblance-example-custom-*.jar");
    int code =
        semblance(
            "ingest",
            run,
            output,
            "--jars=" + jar,
            "--set=ingest.source=com.acme.LabelInName",
            "--set=ingest.path=" + images);
    assertThat(code).as(Files.readString(output)).isZero();
    JsonNode counts = json(run.resolve("result.json")).path("stages").path(0).path("counts");
    assertThat(counts.path("images").asInt()).as(counts.toString()).isEqualTo(24);
    assertThat(counts.path("classes").asInt()).as(counts.toString()).isEqualTo(6);
  }

  @Test
  void withoutTheJarASentenceSaysSo() throws Exception {
    Path output = folder.resolve("output-without");
    assertThat(semblance(folder.resolve("run-without"), output)).isEqualTo(2);
    assertThat(Files.readString(output))
        .contains(
            "loss.type names the class com.acme.SoftContrastive, which is not on the class path:"
                + " give its jar with --jars");
  }

  private static int semblance(Path run, Path output, String... options)
      throws IOException, InterruptedException {
    return semblance("run", run, output, options);
  }

  private static int semblance(String verb, Path run, Path output, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(verb, "--master=local[2]"));
    arguments.addAll(List.of(options));
    arguments.addAll(
        List.of(
            "--conf=spark.ui.enabled=false",
            "--driver-memory=1g",
            "--config=" + EXAMPLE.resolve("custom.yaml"),
            "--run-dir=" + run));
    return distribution.execute("bin/semblance", arguments, Map.of(), output);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }
}
