package org.semblance.prep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.SharedData;
import org.semblance.fault.SemblanceException;
import org.semblance.image.codec.ImageDecoder;
import org.semblance.synth.SynthDataset;
import org.semblance.synth.SynthSettings;
import org.semblance.table.ImageRow;
import org.semblance.table.RejectReason;
import org.semblance.table.RejectRow;
import org.semblance.table.Split;

/** The three kinds of sources through Spark. */
@ExtendWith(LocalSpark.class)
class IngestImagesIT {

  private static final SynthSettings SYNTH = new SynthSettings(3, 4, 2, 3, 32, 2, 1);

  @TempDir Path folder;

  @Test
  void ingestsGeneratedPictures(SparkSession spark) {
    IngestFixture fixture = new IngestFixture(spark, folder);
    IngestResult result = fixture.ingest(Ingests.synth(), SYNTH);
    assertThat(result.imagesPerSplit())
        .isEqualTo(Map.of(Split.TRAIN, 9L, Split.VAL, 3L, Split.TEST, 6L));
    assertThat(result.classesPerSplit())
        .isEqualTo(Map.of(Split.TRAIN, 3, Split.VAL, 1, Split.TEST, 2));
    List<ImageRow> images = fixture.images();
    assertThat(images).extracting(ImageRow::imageId).containsExactlyElementsOf(Ingests.upTo(18));
    ImageRow image = images.get(7);
    assertThat(ImageDecoder.decode(image.content()).pixels())
        .isEqualTo(new SynthDataset(SYNTH).image(2, 1).pixels());
    assertThat(image.label()).isEqualTo(new SynthDataset(SYNTH).label(2));
  }

  @Test
  void ingestsClassFolders(SparkSession spark) throws IOException {
    Path data = folder.resolve("data");
    Pictures.write(data.resolve("b/two.png"), 40, 20);
    Pictures.write(data.resolve("b/one.jpg"), 10, 12);
    Pictures.write(data.resolve("a/x.png"), 16, 16);
    Files.writeString(data.resolve("a/y.jpg"), "this is no image");
    Files.createFile(data.resolve("a/z.png"));
    Pictures.write(data.resolve("stray.png"), 8, 8);
    Files.writeString(data.resolve("a/.hidden"), "ignored");
    IngestFixture fixture = new IngestFixture(spark, folder);
    IngestResult result = fixture.ingest(Ingests.folder(data).maxRejects(0.5).settings(), null);

    assertThat(result.rows()).isEqualTo(6);
    assertThat(result.images()).isEqualTo(3);
    assertThat(result.classes()).isEqualTo(2);
    assertThat(result.singletonClasses()).isEqualTo(1);
    assertThat(result.rejectsPerReason())
        .isEqualTo(
            Map.of(
                RejectReason.NOT_AN_IMAGE, 1L, RejectReason.EMPTY, 1L, RejectReason.UNLABELED, 1L));
    assertThat(fixture.images())
        .extracting(ImageRow::source)
        .containsExactly("a/x.png", "b/one.jpg", "b/two.png");
    assertThat(fixture.images()).extracting(ImageRow::classId).containsExactly(0, 1, 1);
    assertThat(fixture.images()).extracting(ImageRow::width).containsExactly(16, 10, 32);
    assertThat(fixture.images()).extracting(ImageRow::height).containsExactly(16, 12, 16);
    assertThat(fixture.rejects())
        .extracting(RejectRow::source)
        .containsExactly("a/y.jpg", "a/z.png", "stray.png");
  }

  @Test
  void takesSplitsFromTopFolders(SparkSession spark) throws IOException {
    Path data = folder.resolve("data");
    Pictures.write(data.resolve("train/a/1.png"), 8, 8);
    Pictures.write(data.resolve("validation/b/1.png"), 8, 8);
    Pictures.write(data.resolve("query/c/1.png"), 8, 8);
    Pictures.write(data.resolve("gallery/c/2.png"), 8, 8);
    IngestFixture fixture = new IngestFixture(spark, folder);
    fixture.ingest(Ingests.folder(data).settings(), null);
    assertThat(fixture.images())
        .extracting(image -> image.split() + " " + image.label())
        .containsExactly("GALLERY c", "QUERY c", "TRAIN a", "VAL b");
  }

  @Test
  void ingestsCsvWithZip(SparkSession spark) throws IOException {
    Path data = folder.resolve("data");
    Pictures.zip(
        data.resolve("images.zip"),
        Map.of("images/a/1.png", Pictures.png(8, 8), "images/b/1.png", Pictures.png(9, 9)));
    Files.writeString(
        data.resolve("labels.csv"),
        """
        path,class,split
        images/b/1.png,"b, the second",test
        images/a/1.png,a,train
        images/a/missing.png,a,train
        ./images/a/1.png,a,train
        images/a/2.png,,train
        """);
    IngestFixture fixture = new IngestFixture(spark, folder);
    fixture.ingest(Ingests.csv(data).maxRejects(0.7).settings(), null);
    assertThat(fixture.images())
        .extracting(image -> image.imageId() + " " + image.source() + " " + image.label())
        .containsExactly("0 images/b/1.png b, the second", "1 images/a/1.png a");
    assertThat(fixture.rejects())
        .extracting(reject -> reject.source() + " " + reject.reason())
        .containsExactly(
            "images/a/missing.png MISSING",
            "images/a/1.png DUPLICATE_PATH",
            "images/a/2.png UNLABELED");
  }

  @Test
  void failsAndLeavesNothingWhenTooMuchIsRejected(SparkSession spark) throws IOException {
    Path data = folder.resolve("data");
    Pictures.write(data.resolve("a/1.png"), 8, 8);
    Pictures.write(data.resolve("b/1.png"), 8, 8);
    IngestFixture fixture = new IngestFixture(spark, folder);
    fixture.ingest(Ingests.folder(data).settings(), null);
    Files.write(data.resolve("b/1.png"), new byte[0]);
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> fixture.ingest(Ingests.folder(data).maxRejects(0.4).settings(), null))
        .withMessage(
            "1 of 2 rows are unusable, more than ingest.max-reject-fraction 0.4; "
                + "the first: b/1.png (the file has no bytes)");
    assertThat(folder.resolve("images")).doesNotExist();
    assertThat(folder.resolve("rejects")).doesNotExist();
  }

  @Test
  void failsWhenNothingIsUsable(SparkSession spark) throws IOException {
    Path data = folder.resolve("data");
    Files.createDirectories(data);
    Files.writeString(data.resolve("labels.csv"), "path,class\na.png,a\nb.png,b\n");
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(
            () ->
                new IngestFixture(spark, folder)
                    .ingest(Ingests.csv(data).maxRejects(1).settings(), null))
        .withMessage(
            "none of the 2 rows is usable; "
                + "the first: a.png (there is no file a.png), b.png (there is no file b.png)");
  }

  @Test
  void failsWhenAClassIsOnBothSides(SparkSession spark) throws IOException {
    Path data = folder.resolve("data");
    Pictures.write(data.resolve("train/a/1.png"), 8, 8);
    Pictures.write(data.resolve("test/a/2.png"), 8, 8);
    IngestFixture fixture = new IngestFixture(spark, folder);
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> fixture.ingest(Ingests.folder(data).settings(), null))
        .withMessage(
            "class 'a' is in both train and test; separate the classes or set "
                + "ingest.class-disjoint to false");
    IngestResult result = fixture.ingest(Ingests.folder(data).mixedClasses().settings(), null);
    assertThat(result.classes()).isEqualTo(1);
  }

  @Test
  void ingestsARealDataSet(SparkSession spark) {
    Path omniglot = SharedData.path("data/omniglot64");
    IngestResult result =
        new IngestFixture(spark, folder).ingest(Ingests.csv(omniglot).settings(), null);
    assertThat(result.images()).isEqualTo(1280);
    assertThat(result.rejects()).isZero();
    assertThat(result.classesPerSplit())
        .isEqualTo(Map.of(Split.TRAIN, 24, Split.VAL, 8, Split.TEST, 32));
  }

  @Test
  void ingestsARealArchive(SparkSession spark) {
    Path emoji = SharedData.path("data/emoji1k/labels.csv");
    IngestResult result =
        new IngestFixture(spark, folder).ingest(Ingests.csv(emoji).settings(), null);
    assertThat(result.images()).isEqualTo(7090);
    assertThat(result.rejects()).isZero();
    assertThat(result.classes()).isEqualTo(1080);
    assertThat(result.imagesPerSplit().get(Split.TEST)).isEqualTo(3533);
  }
}
