package org.semblance.prep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
import org.semblance.fault.SemblanceException;
import org.semblance.importer.Cars196Importer;
import org.semblance.importer.CubImporter;
import org.semblance.importer.INaturalistImporter;
import org.semblance.importer.Importer;
import org.semblance.importer.InShopImporter;
import org.semblance.importer.SopImporter;
import org.semblance.importer.SparkImporter;
import org.semblance.importer.SplitProtocol;
import org.semblance.importer.WebDatasetImporter;
import org.semblance.table.ImageRow;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Struct;

/** Miniatures of the published layouts. */
@ExtendWith(LocalSpark.class)
class PublishedDatasetsIT {

  private static final SplitProtocol DISJOINT = SplitProtocol.CLASS_DISJOINT;
  private static final Importer CUB = new CubImporter(DISJOINT, false);
  private static final Importer CARS = new Cars196Importer(DISJOINT, false);

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  private void text(String name, String content) throws IOException {
    Path file = data().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void image(String name) throws IOException {
    Pictures.write(data().resolve(name), 12, 10);
  }

  private IngestResult ingest(SparkSession spark, Importer importer, Path path) {
    return new IngestFixture(spark, folder)
        .ingest(Ingests.of(importer, path).withoutValidation().settings(), null);
  }

  private List<String> rows(SparkSession spark) {
    return new IngestFixture(spark, folder)
        .images().stream().map(PublishedDatasetsIT::row).toList();
  }

  private static String row(ImageRow image) {
    return image.split() + " " + image.label() + " " + image.width() + "x" + image.height();
  }

  private void refuses(SparkSession spark, Importer importer, String message) {
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> ingest(spark, importer, data()))
        .withMessage(message);
  }

  private void cub() throws IOException {
    text("CUB/images.txt", "1 001.A/a.jpg\n2 100.B/b.jpg\n3 101.C/c.jpg\n4 200.D/d.jpg\n");
    text("CUB/image_class_labels.txt", "1 1\n2 100\n3 101\n4 200\n");
    text("CUB/classes.txt", "1 001.A\n100 100.B\n101 101.C\n200 200.D\n");
    text("CUB/train_test_split.txt", "1 1\n2 0\n3 1\n4 0\n");
    text("CUB/bounding_boxes.txt", "1 2.0 1.0 8.0 6.0\n2 0.0 0.0 12.0 10.0\n");
    for (String name : List.of("001.A/a", "100.B/b", "101.C/c", "200.D/d")) {
      image("CUB/images/" + name + ".jpg");
    }
  }

  @Test
  void cubTrainsOnTheFirstHundredClasses(SparkSession spark) throws IOException {
    cub();
    IngestResult result = ingest(spark, CUB, data().resolve("CUB"));
    assertThat(rows(spark))
        .containsExactly(
            "TRAIN 001.A 12x10", "TRAIN 100.B 12x10", "TEST 101.C 12x10", "TEST 200.D 12x10");
    assertThat(result.notes())
        .containsExactlyInAnyOrder(
            "CUB-200-2011 has 2 train images here, 5,864 are published",
            "CUB-200-2011 has 2 test images here, 5,924 are published");
  }

  @Test
  void cubsClosedSetAndBoxesAreAskedForByName(SparkSession spark) throws IOException {
    cub();
    ingest(spark, new CubImporter(SplitProtocol.CLOSED_SET, true), data().resolve("CUB"));
    assertThat(rows(spark))
        .containsExactly(
            "TRAIN 001.A 8x6", "TEST 100.B 12x10", "TRAIN 101.C 12x10", "TEST 200.D 12x10");
  }

  @Test
  void cubIsReadFromItsArchive(SparkSession spark) throws IOException {
    cub();
    Path archive = folder.resolve("CUB_200_2011.tgz");
    pack(data().resolve("CUB"), "CUB_200_2011/", archive);
    ingest(spark, CUB, archive);
    assertThat(rows(spark))
        .containsExactly(
            "TRAIN 001.A 12x10", "TRAIN 100.B 12x10", "TEST 101.C 12x10", "TEST 200.D 12x10");
  }

  @Test
  void wrongLayoutsAreOneSentence(SparkSession spark) throws IOException {
    text("x", "");
    refuses(
        spark,
        CUB,
        data()
            + " is not laid out as CUB-200-2011: there is no images.txt; name the folder"
            + " CUB_200_2011 or its archive");
    refuses(
        spark,
        CARS,
        data()
            + " is not laid out as Cars196: there is no cars_annos.mat, devkit/"
            + "cars_train_annos.mat or anno_train.csv; name the folder that holds one of them");
    text("Ebay_train.txt", "1 1 1 a.jpg\n");
    text("Ebay_test.txt", "image_id class_id super_class_id path\n");
    refuses(
        spark,
        new SopImporter(),
        data()
            + "/Ebay_train.txt does not begin with image_id class_id super_class_id path: fetch it"
            + " again");
    text("Eval/list_eval_partition.txt", "3\nimage_name item_id evaluation_status\n");
    Files.createDirectories(data().resolve("Img/img"));
    refuses(
        spark,
        new InShopImporter(false),
        data() + "/Eval/list_eval_partition.txt announces 3 images and names 0: fetch it again");
  }

  @Test
  void aFileTooFewIsNamed(SparkSession spark) throws IOException {
    cub();
    Files.delete(data().resolve("CUB/images/101.C/c.jpg"));
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> ingest(spark, CUB, data().resolve("CUB")))
        .withMessage(
            "1 of 4 rows are unusable, more than ingest.max-reject-fraction 0.0; the first: "
                + "images/101.C/c.jpg (there is no file images/101.C/c.jpg)");
  }

  private void mat(String name, Map<String, String[]> cars, String file, boolean test)
      throws IOException {
    Struct struct = Mat5.newStruct(1, cars.size());
    int index = 0;
    for (Map.Entry<String, String[]> car : cars.entrySet()) {
      struct.set(file, index, Mat5.newString(car.getKey()));
      struct.set("bbox_x1", index, Mat5.newScalar(1));
      struct.set("bbox_y1", index, Mat5.newScalar(1));
      struct.set("bbox_x2", index, Mat5.newScalar(6));
      struct.set("bbox_y2", index, Mat5.newScalar(5));
      struct.set("class", index, Mat5.newScalar(Integer.parseInt(car.getValue()[0])));
      if (test) {
        struct.set("test", index, Mat5.newScalar(Integer.parseInt(car.getValue()[1])));
      }
      index++;
    }
    try (MatFile mat = Mat5.newMatFile().addArray("annotations", struct)) {
      Files.createDirectories(data().resolve(name).getParent());
      Mat5.writeToFile(mat, data().resolve(name).toFile());
    }
  }

  @Test
  void carsComeInThreeLayouts(SparkSession spark) throws IOException {
    Map<String, String[]> all = new LinkedHashMap<>();
    all.put("car_ims/1.jpg", new String[] {"98", "1"});
    all.put("car_ims/2.jpg", new String[] {"99", "0"});
    mat("cars_annos.mat", all, "relative_im_path", true);
    image("car_ims/1.jpg");
    image("car_ims/2.jpg");
    ingest(spark, CARS, data());
    assertThat(rows(spark)).containsExactly("TRAIN 098 12x10", "TEST 099 12x10");
    ingest(spark, new Cars196Importer(SplitProtocol.CLOSED_SET, true), data());
    assertThat(rows(spark)).containsExactly("TEST 098 6x5", "TRAIN 099 6x5");

    Files.delete(data().resolve("cars_annos.mat"));
    mat("devkit/cars_train_annos.mat", Map.of("1.jpg", new String[] {"1"}), "fname", false);
    mat("cars_test_annos_withlabels.mat", Map.of("1.jpg", new String[] {"2"}), "fname", false);
    Cell names = Mat5.newCell(1, 2);
    names.set(0, Mat5.newString("AM General"));
    names.set(1, Mat5.newString("Acura"));
    try (MatFile meta = Mat5.newMatFile().addArray("class_names", names)) {
      Mat5.writeToFile(meta, data().resolve("devkit/cars_meta.mat").toFile());
    }
    image("cars_train/1.jpg");
    image("cars_test/1.jpg");
    ingest(spark, CARS, data());
    assertThat(rows(spark)).containsExactly("TRAIN AM General 12x10", "TRAIN Acura 12x10");

    text("anno_train.csv", "1.jpg,1,1,6,5,1\n");
    text("anno_test.csv", "2.jpg,1,1,6,5,2\n");
    text("names.csv", "Ram C/V Van 2012\n\"Acura TL\"\n");
    image("car_data/car_data/train/Ram C-V Van 2012/1.jpg");
    image("car_data/car_data/test/Acura TL/2.jpg");
    ingest(spark, new Cars196Importer(SplitProtocol.CLOSED_SET, false), data());
    assertThat(rows(spark)).containsExactly("TRAIN Ram C/V Van 2012 12x10", "TEST Acura TL 12x10");
  }

  @Test
  void onlineProductsInAZip(SparkSession spark) throws IOException {
    String header = "image_id class_id super_class_id path\n";
    Map<String, byte[]> files = new LinkedHashMap<>();
    String root = "Stanford_Online_Products/";
    files.put(root + "Ebay_train.txt", (header + "1 1 1 bicycle_final/1_0.JPG\n").getBytes(UTF_8));
    files.put(
        root + "Ebay_test.txt", (header + "2 11319 2 cabinet_final/2_0.JPG\n").getBytes(UTF_8));
    files.put(root + "bicycle_final/1_0.JPG", Pictures.jpeg(12, 10));
    files.put(root + "cabinet_final/2_0.JPG", Pictures.jpeg(12, 10));
    Path zip = folder.resolve("sop.ZIP");
    Pictures.zip(zip, files);
    ingest(spark, new SopImporter(), zip);
    assertThat(rows(spark)).containsExactly("TRAIN 1 12x10", "TEST 11319 12x10");
  }

  @Test
  void inShopHasQueriesAndGallery(SparkSession spark) throws IOException {
    text(
        "Eval/list_eval_partition.txt",
        """
        3
        image_name item_id evaluation_status
        img/WOMEN/a.jpg                 id_1      train
        img/WOMEN/b.jpg                 id_2      query
        img/WOMEN/c.jpg                 id_2      gallery
        """);
    for (String name : List.of("a", "b", "c")) {
      image("Img/img/WOMEN/" + name + ".jpg");
    }
    ingest(spark, new InShopImporter(false), data());
    assertThat(rows(spark))
        .containsExactly("TRAIN id_1 12x10", "QUERY id_2 12x10", "GALLERY id_2 12x10");
  }

  @Test
  void naturalistsClassesAreFoldersOrCategories(SparkSession spark) throws IOException {
    text("Inaturalist_train_set1.txt", "train_val2018/Aves/1/a.jpg\n");
    text("Inaturalist_test_set1.txt", "train_val2018/Aves/2/b.jpg\n");
    image("train_val2018/Aves/1/a.jpg");
    image("train_val2018/Aves/2/b.jpg");
    ingest(spark, new INaturalistImporter(DISJOINT), data());
    assertThat(rows(spark)).containsExactly("TRAIN Aves/1 12x10", "TEST Aves/2 12x10");
    String coco =
        """
        {"images": [{"id": 7, "file_name": "train_val2018/Aves/%s.jpg"}],
         "annotations": [{"image_id": 7, "category_id": 42}]}
        """;
    text("train2018.json", coco.formatted("1/a"));
    text("val2018.json", coco.formatted("2/b"));
    ingest(spark, new INaturalistImporter(SplitProtocol.CLOSED_SET), data());
    assertThat(rows(spark)).containsExactly("TRAIN 42 12x10", "TEST 42 12x10");
  }

  private static void tar(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static void pack(Path folder, String prefix, Path archive) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (var walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(prefix + folder.relativize(file), Files.readAllBytes(file));
      }
    }
    pack(files, archive);
  }

  private static void pack(Map<String, byte[]> files, Path archive) throws IOException {
    Files.createDirectories(archive.getParent());
    try (OutputStream file = Files.newOutputStream(archive);
        OutputStream plain = archive.toString().endsWith("gz") ? new GZIPOutputStream(file) : file;
        TarArchiveOutputStream tar = new TarArchiveOutputStream(plain)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        tar(tar, entry.getKey(), entry.getValue());
      }
    }
  }

  @Test
  void webDatasetsAreTars(SparkSession spark) throws IOException {
    Map<String, byte[]> first = new LinkedHashMap<>();
    first.put("000.jpg", Pictures.jpeg(12, 10));
    first.put("000.cls", "3\n".getBytes(UTF_8));
    first.put("001.json", "{\"label\": \"heron\"}".getBytes(UTF_8));
    first.put("001.png", Pictures.png(9, 9));
    pack(first, data().resolve("birds-train-0.tar"));
    Map<String, byte[]> second = new LinkedHashMap<>();
    second.put("a/000.cls", "4".getBytes(UTF_8));
    second.put("a/000.jpg", Pictures.jpeg(8, 8));
    pack(second, data().resolve("test/birds-1.tar.gz"));
    ingest(spark, new WebDatasetImporter("cls", "label"), data());
    assertThat(rows(spark)).containsExactly("TRAIN 3 12x10", "TRAIN heron 9x9", "TEST 4 8x8");
  }

  @Test
  void sparkReadsBytesStructsAndFiles(SparkSession spark) throws IOException {
    StructType cell =
        new StructType().add("bytes", DataTypes.BinaryType).add("path", DataTypes.StringType);
    StructType schema =
        new StructType()
            .add("image", cell)
            .add("label", DataTypes.LongType)
            .add("split", DataTypes.StringType);
    spark
        .createDataFrame(
            List.of(
                RowFactory.create(RowFactory.create(Pictures.png(12, 10), "a.png"), 0L, "train"),
                RowFactory.create(RowFactory.create(Pictures.png(9, 9), null), 1L, "test")),
            schema)
        .coalesce(1)
        .write()
        .parquet(data().resolve("hf[1].parquet").toString());
    Importer importer = new SparkImporter("parquet", "", "", "", "", Map.of());
    ingest(spark, importer, data().resolve("hf[1].parquet"));
    assertThat(rows(spark)).containsExactly("TRAIN 0 12x10", "TEST 1 9x9");

    image("files/train/heron/1.jpg");
    ingest(
        spark,
        new SparkImporter("binaryFile", "", "", "", "", Map.of("recursiveFileLookup", "true")),
        data().resolve("files"));
    assertThat(rows(spark)).hasSize(1).first().asString().endsWith("heron 12x10");
    refuses(
        spark,
        new SparkImporter("parquet", "no.such_table", "", "", "", Map.of()),
        data(),
        "Spark cannot read the table no.such_table: ");
  }

  private void refuses(SparkSession spark, Importer importer, Path path, String start) {
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> ingest(spark, importer, path))
        .withMessageStartingWith(start);
  }
}
