package org.semblance.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.fault.SemblanceException;
import org.semblance.image.RgbImage;
import org.semblance.image.StoredFormat;
import org.semblance.image.codec.ImageEncoder;
import org.semblance.image.transform.EvalTransform;
import org.semblance.image.transform.NoAugmentation;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.image.transform.TransformSettings;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelDescription;
import org.semblance.model.ModelFiles;
import org.semblance.model.NetSettings;
import org.semblance.model.file.ModelFolder;
import org.semblance.table.EmbeddingRow;
import org.semblance.table.EmbeddingTable;
import org.semblance.table.ImageRow;
import org.semblance.table.ImageTable;
import org.semblance.table.Split;

@ExtendWith(LocalSpark.class)
final class EmbedImagesIT {

  private static final int SIDE = 20;
  private static final int IMAGES = 41;
  private static final List<Split> SPLITS = List.of(Split.values());

  @TempDir private java.nio.file.Path folder;

  private String label = "";

  @BeforeEach
  void writeModel() throws IOException {
    TransformSettings transform =
        new TransformSettings(
            SIDE,
            ResizeFilter.BILINEAR,
            new NoAugmentation(),
            new EvalTransform(SIDE),
            List.of(0.5, 0.5, 0.5),
            List.of(0.5, 0.5, 0.5));
    var settings = NetSettings.conv4(8).settings();
    EmbeddingNet net = EmbeddingNet.of(settings, SIDE);
    label =
        ModelFiles.write(
                ModelFolder.local(folder.resolve("model")),
                ModelDescription.of("tiny", settings, transform),
                net.stored(net.initialValues(1)))
            .description()
            .label();
  }

  @Test
  void embedsTheChosenSplitsOnce(SparkSession spark) {
    writeImages(spark, images(), 3);
    EmbedResult result = embed(spark, List.of(Split.TEST, Split.QUERY));
    List<EmbeddingRow> rows = rows(spark);
    assertThat(result).isEqualTo(new EmbedResult(rows.size(), 8, label));
    assertThat(rows)
        .extracting(EmbeddingRow::imageId)
        .containsExactlyElementsOf(
            images().stream()
                .filter(image -> image.split() == Split.TEST || image.split() == Split.QUERY)
                .map(ImageRow::imageId)
                .toList());
    assertThat(rows).allMatch(row -> row.model().equals(label) && row.vector().length == 8);
    assertThat(rows).allMatch(row -> row.label().equals("class-" + row.classId()));
  }

  @Test
  void vectorsDoNotDependOnPartitioning(SparkSession spark) {
    writeImages(spark, images(), 1);
    embed(spark, SPLITS);
    List<EmbeddingRow> one = rows(spark);
    List<ImageRow> reversed = new ArrayList<>(images());
    reversed.sort(Comparator.comparing(ImageRow::imageId).reversed());
    writeImages(spark, reversed, 20);
    embed(spark, SPLITS);
    List<EmbeddingRow> many = rows(spark);
    assertThat(one).hasSize(IMAGES);
    for (int i = 0; i < IMAGES; i++) {
      assertThat(many.get(i).vector()).as("image " + i).containsExactly(one.get(i).vector());
    }
    assertThat(one.get(0).vector()).isNotEqualTo(one.get(1).vector());
  }

  @Test
  void namesASplitWithoutImages(SparkSession spark) {
    writeImages(spark, images().subList(0, 1), 1);
    assertThatThrownBy(() -> embed(spark, List.of(Split.GALLERY)))
        .isInstanceOf(SemblanceException.class)
        .hasMessage(
            "the images table "
                + path("images")
                + " has no row of the splits in embed.splits (gallery): name others");
  }

  @Test
  void namesAnImageThatCannotBeDecoded(SparkSession spark) {
    ImageRow broken =
        new ImageRow(7, "x", 0, Split.TEST, 1, 1, "png", new byte[] {1, 2, 3}, "", "a/b.png");
    writeImages(spark, List.of(broken), 1);
    assertThatThrownBy(() -> embed(spark, List.of(Split.TEST)))
        .rootCause()
        .isInstanceOf(SemblanceException.class)
        .hasMessageStartingWith("image 7 (a/b.png) in the images table cannot be decoded (")
        .hasMessageEndingWith("): run ingest again");
  }

  private EmbedResult embed(SparkSession spark, List<Split> splits) {
    EmbedSettings settings = new EmbedSettings(4, splits, 1);
    return new EmbedImages(spark, settings, path("model"), path("images"), path("embeddings"))
        .execute();
  }

  private List<EmbeddingRow> rows(SparkSession spark) {
    return spark
        .read()
        .parquet(path("embeddings").toString())
        .orderBy(EmbeddingTable.IMAGE_ID)
        .collectAsList()
        .stream()
        .map(EmbeddingTable::fromRow)
        .toList();
  }

  private void writeImages(SparkSession spark, List<ImageRow> images, int partitions) {
    List<Row> rows = images.stream().map(ImageTable::toRow).toList();
    spark
        .createDataset(rows, Encoders.row(ImageTable.SCHEMA))
        .repartition(partitions)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(path("images").toString());
  }

  private Path path(String name) {
    return new Path(folder.resolve(name).toString());
  }

  private static List<ImageRow> images() {
    List<ImageRow> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      byte[] pixels = new byte[3 * SIDE * SIDE];
      new SplittableRandom(i).nextBytes(pixels);
      byte[] content = ImageEncoder.encode(new RgbImage(SIDE, SIDE, pixels), StoredFormat.PNG, 100);
      Split split = SPLITS.get(i % SPLITS.size());
      images.add(
          new ImageRow(
              i, "class-" + i % 3, i % 3, split, SIDE, SIDE, "png", content, "", "generated"));
    }
    return images;
  }
}
