package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes of users, from the command line to the exit code: one sentence each, no stack trace. */
class WrongInputsIT {

  private static final String HEADER = "path,class,split\n";

  @TempDir private Path folder;

  @RegisterExtension private final SpokenErrors errors = new SpokenErrors();

  /** Something that spoils the folder, which holds a usable data set of 4 + 2 classes. */
  private interface Spoiling {
    void spoil(Path folder) throws IOException;
  }

  @BeforeEach
  void drawPictures() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int image = 0; image < 24; image++) {
      String name = "images/" + image + ".png";
      draw(folder.resolve(name), image);
      rows.append("%s,c%d,%s%n".formatted(name, image / 4, image < 16 ? "train" : "test"));
    }
    Files.writeString(folder.resolve("labels.csv"), rows);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("mistakes")
  void isToldInOneSentence(
      String name, Spoiling spoiling, List<String> arguments, int code, String sentence)
      throws IOException {
    spoiling.spoil(folder);

    assertThat(execute(arguments)).as(errors.said()).isEqualTo(code);

    String line = errors.said().lines().filter(at -> at.contains(sentence)).findFirst().orElse("");
    assertThat(line).as("in %s", errors.said()).isNotEmpty().hasSizeLessThan(600);
    assertThat(errors.said()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(folder.resolve("run/.lock")).doesNotExist();
    Path result = folder.resolve("run/result.json");
    if (Files.exists(result)) {
      assertThat(Files.readString(result)).doesNotContain("\"running\"");
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("no configuration", at -> {}, 2, "no such file", "--config=none.yaml"),
        mistake(
            "broken YAML",
            at -> Files.writeString(at.resolve("my.yaml"), "train: {seed: 1\nname: x"),
            2,
            "my.yaml",
            "--config=FOLDER/my.yaml"),
        mistake("unknown key", at -> {}, 2, "did you mean train.epochs?", "--set=train.epoch=3"),
        mistake("no number", at -> {}, 2, "train.epochs", "--set=train.epochs=many"),
        mistake("out of range", at -> {}, 2, "transform.side", "--set=transform.side=0"),
        mistake(
            "negative margin",
            at -> {},
            2,
            "margin",
            "--set=loss.type=triplet",
            "--set=loss.margin=-0.1"),
        mistake("unknown loss", at -> {}, 2, "norm-softmax", "--set=loss.type=normsoftmax"),
        mistake("no source", at -> {}, 3, "none.csv", "--set=ingest.path=FOLDER/none.csv"),
        spoiledLabels("wrong column", "path,klass,split\nimages/0.png,c0,train\n", "class"),
        spoiledLabels("unknown split", HEADER + "images/0.png,c0,holdout\n", "holdout"),
        spoiledLabels("short row", HEADER + "images/0.png,c0\n", "labels.csv"),
        spoiledLabels("no rows", HEADER, "labels.csv"),
        spoiledLabels(
            "two labels for one file",
            HEADER + "images/0.png,c0,train\nimages/0.png,c1,train\n",
            "images/0.png"),
        mistake("no training images", at -> replaceInLabels(at, "train", "test"), 3, "train"),
        mistake("no test images", at -> replaceInLabels(at, "test", "train"), 3, "test"),
        mistake("a class in both splits", at -> moveIntoTest(at, 3), 3, "c3"),
        mistake("texts named .png", WrongInputsIT::writeTexts, 3, "none of the 24 rows is usable"),
        mistake("truncated files", WrongInputsIT::truncate, 3, "none of the 24 rows is usable"),
        mistake(
            "files that are not there", at -> deleteImages(at), 3, "there is no file images/0.png"),
        mistake(
            "run directory within a file",
            at -> Files.writeString(at.resolve("file"), ""),
            2,
            "choose another --run-dir",
            "--run-dir=FOLDER/file/run"),
        mistake(
            "no batch is full",
            at -> {},
            2,
            "batch-size",
            "--set=plan.sampler.batch-size=64",
            "--set=plan.sampler.drop-last=true"),
        mistake(
            "no weights", at -> {}, 3, "none.safetensors", "--set=model.weights=none.safetensors"),
        mistake(
            "weights of nothing",
            at -> Files.writeString(at.resolve("w.safetensors"), "weights"),
            3,
            "w.safetensors",
            "--set=model.weights=FOLDER/w.safetensors"),
        mistake("no such stage", at -> {}, 2, "--from must be one of", "--from=lunch"),
        mistake("unmet threshold", at -> {}, 7, "recall@1", "--require=recall@1=1.01"));
  }

  private int execute(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("run", "--run-dir=" + folder.resolve("run")));
    all.addAll(
        List.of(
            "--set=name=wrong",
            "--set=train.seed=1",
            "--set=train.epochs=1",
            "--set=ingest.source=csv",
            "--set=ingest.path=" + folder.resolve("labels.csv"),
            "--set=ingest.side=16",
            "--set=ingest.validation-class-fraction=0",
            "--set=transform.side=16",
            "--set=transform.test.resize=16",
            "--set=transform.train.type=none",
            "--set=plan.sampler.type=shuffle",
            "--set=plan.sampler.batch-size=8",
            "--set=model.backbone.channels=8"));
    for (String argument : arguments) {
      String key = argument.substring(0, argument.lastIndexOf('=') + 1);
      all.removeIf(former -> former.startsWith(key));
      all.add(argument.replace("FOLDER", folder.toString()));
    }
    return errors.execute(all.toArray(String[]::new));
  }

  private static Arguments mistake(
      String name, Spoiling spoiling, int code, String sentence, String... arguments) {
    return Arguments.of(name, spoiling, List.of(arguments), code, sentence);
  }

  private static Arguments spoiledLabels(String name, String content, String sentence) {
    return mistake(name, at -> Files.writeString(at.resolve("labels.csv"), content), 3, sentence);
  }

  private static void replaceInLabels(Path folder, String split, String other) throws IOException {
    Path labels = folder.resolve("labels.csv");
    Files.writeString(labels, Files.readString(labels).replace("," + split, "," + other));
  }

  private static void moveIntoTest(Path folder, int training) throws IOException {
    Path labels = folder.resolve("labels.csv");
    String row = "images/%d.png,c%d,".formatted(4 * training, training);
    Files.writeString(labels, Files.readString(labels).replace(row + "train", row + "test"));
  }

  private static void writeTexts(Path folder) throws IOException {
    forEachImage(folder, image -> Files.writeString(image, "no image"));
  }

  private static void truncate(Path folder) throws IOException {
    forEachImage(
        folder,
        image -> {
          byte[] content = Files.readAllBytes(image);
          Files.write(image, java.util.Arrays.copyOf(content, content.length / 2));
        });
  }

  private static void deleteImages(Path folder) throws IOException {
    forEachImage(folder, Files::delete);
  }

  private static void forEachImage(Path folder, Spoiling change) throws IOException {
    try (Stream<Path> images = Files.list(folder.resolve("images"))) {
      for (Path image : images.toList()) {
        change.spoil(image);
      }
    }
  }

  /** Noise that differs from image to image. */
  private static void draw(Path file, int image) {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      picture.setRGB(i % 16, i / 16, (i + 1) * (image + 7) * 0x9E3779B1);
    }
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(picture, "png", file.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
