package org.semblance.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.table.Split;

class CsvSourceTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir Path folder;
  private Path csv;

  @BeforeEach
  void makeImageFolder() throws IOException {
    csv = folder.resolve("labels.csv");
    Files.createDirectories(folder.resolve("images"));
  }

  private DatasetSource.Listing list(String text) throws IOException {
    Files.writeString(csv, text);
    return source(csv).list();
  }

  private static DatasetSource source(Path path) {
    return new org.semblance.source.CsvSource(
        new org.apache.hadoop.fs.Path(path.toString()), HADOOP);
  }

  private void refuses(String text, String message) {
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> list(text))
        .withMessage(message)
        .matches(failure -> failure.exitCode() == ExitCode.DATA);
  }

  @Test
  void readsRowsInOrder() throws IOException {
    DatasetSource.Listing listing =
        list(
            "\uFEFFlabel,path,split\r\n"
                + "\"one, \"\"quoted\"\"\",images/b.png,train\r\n"
                + "\r\n"
                + "two,./images/a.png,Validation\n");
    assertThat(listing.images())
        .containsExactly(
            new SourceImage(0, "images/b.png", "one, \"quoted\"", Split.TRAIN),
            new SourceImage(1, "images/a.png", "two", Split.VAL));
  }

  @Test
  void leavesTheSplitOpenWithoutAColumn() throws IOException {
    assertThat(list("path,class\nimages/a.png,x\n").images().get(0).split()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "train,,,TRAIN",
    "train,True,True,TRAIN",
    "validation,True,True,TEST",
    "validation,1,0,QUERY",
    "test,False,True,GALLERY",
    "validation,,,VAL",
    "test,no,no,TEST"
  })
  void takesOmlsQueriesAndGalleries(String split, String query, String gallery, Split expected)
      throws IOException {
    String row = String.format("images/a.png,x,%s,%s,%s", split, blank(query), blank(gallery));
    assertThat(list("path,label,split,is_query,is_gallery\n" + row + "\n").images().get(0).split())
        .isEqualTo(expected);
  }

  private static String blank(String value) {
    return value == null ? "" : value;
  }

  @Test
  void namesAnUnknownSplit() {
    refuses(
        "path,class,split\nimages/a.png,x,train\nimages/b.png,x,tset\n",
        "line 3 of labels.csv has the split 'tset'; known are "
            + "train, val, validation, test, query, gallery");
  }

  @Test
  void namesAnUnclearQueryMark() {
    refuses(
        "path,class,is_query\nimages/a.png,x,maybe\n",
        "line 2 of labels.csv has 'maybe' in is_query; expected true or false");
  }

  @Test
  void namesTheNearestColumn() {
    refuses(
        "image_path,klass\nimages/a.png,x\n",
        "labels.csv must have a column class (or label), found image_path, klass; "
            + "the nearest is klass");
    refuses(
        "image_path,class\nimages/a.png,x\n",
        "labels.csv must have a column path, found image_path, class; the nearest is image_path");
  }

  @Test
  void refusesFilesWithoutRows() {
    refuses("", "labels.csv is empty; expected a header line and one row an image");
    refuses("path,class\n", "labels.csv has a header but no rows");
  }

  @Test
  void refusesRaggedRows() {
    refuses(
        "path,class\nimages/a.png,x\nimages/b.png,y,z\n",
        "line 3 of labels.csv has 3 fields, the header has 2; quote fields that hold commas");
    refuses("path,class\n\"images/a.png,x\n", "a quote in line 2 of labels.csv is not closed");
  }

  @Test
  void countsLinesWithinQuotes() {
    refuses(
        "path,class,split\nimages/a.png,\"x\ny\",train\nimages/b.png,x,no\n",
        "line 4 of labels.csv has the split 'no'; known are "
            + "train, val, validation, test, query, gallery");
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    Files.write(csv, new byte[] {'p', (byte) 0xE4, '\n'});
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> source(csv).list())
        .withMessage(csv + " is not UTF-8 text; save it as a UTF-8 CSV file");
  }

  @Test
  void refusesAMissingFileAndAFolderWithoutIt() {
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> source(folder.resolve("no.csv")).list())
        .withMessage(
            "ingest.path "
                + folder.resolve("no.csv")
                + " does not exist; name a folder of images or a CSV file");
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> source(folder).list())
        .withMessage(
            "ingest.path "
                + folder
                + " holds no labels.csv; name the CSV file itself, or use source folder");
  }

  @Test
  void findsTheFileInItsFolder() throws IOException {
    list("path,class\nimages/a.png,x\n");
    assertThat(source(folder).list().images()).hasSize(1);
  }

  @Test
  void readsFilesWhateverTheirNames() throws IOException {
    Files.write(folder.resolve("images/a b%20#1.png"), new byte[] {1, 2, 3});
    DatasetSource.Listing listing = list("path,class\nimages/a b%20#1.png,x\n");
    try (ContentReader reader = listing.content().open()) {
      assertThat(reader.read(listing.images().get(0).location())).containsExactly(1, 2, 3);
      assertThatExceptionOfType(FileNotFoundException.class)
          .isThrownBy(() -> reader.read("images/none.png"));
    }
  }

  /** The row is rejected then, and the job goes on. */
  @Test
  void saysThatHadoopTakesNoColons() throws IOException {
    Files.write(folder.resolve("images/a:b.png"), new byte[] {1});
    DatasetSource.Listing listing = list("path,class\nimages/a:b.png,x\n");
    try (ContentReader reader = listing.content().open()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> reader.read("images/a:b.png"))
          .withMessage("Hadoop's file systems do not take the name images/a:b.png; rename it");
    }
  }

  @Test
  void readsTheArchiveWhereTheFolderIsMissing() throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("images.zip")))) {
      zip.putNextEntry(new ZipEntry("photos/ä.png"));
      zip.write(new byte[] {4, 5});
      zip.closeEntry();
    }
    DatasetSource.Listing listing = list("path,class\nphotos/ä.png,x\n");
    try (ContentReader reader = listing.content().open()) {
      assertThat(reader.read("photos/ä.png")).containsExactly(4, 5);
      assertThatExceptionOfType(FileNotFoundException.class)
          .isThrownBy(() -> reader.read("photos/b.png"))
          .withMessage("the archive has no entry photos/b.png");
    }
  }

  @Test
  void refusesWhenNeitherFolderNorArchiveIsThere() {
    refuses(
        "path,class\nphotos/a.png,x\n",
        csv + " names images in photos, but beside it there is no such folder and no zip archive");
  }

  @Test
  void refusesADamagedArchive() throws IOException {
    Path zip = folder.resolve("photos.zip");
    Files.writeString(zip, "this is no archive");
    Files.writeString(csv, "path,class\nphotos/a.png,x\n");
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> source(csv).list())
        .withMessageStartingWith("file:" + zip + " is not a whole zip archive: ");
  }
}
