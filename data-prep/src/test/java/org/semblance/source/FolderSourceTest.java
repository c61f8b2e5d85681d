package org.semblance.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.fault.SemblanceException;
import org.semblance.table.Split;

class FolderSourceTest {

  @TempDir Path folder;

  private void touch(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, path);
  }

  private DatasetSource.Listing list() {
    return list(folder);
  }

  private static DatasetSource.Listing list(Path root) {
    return new FolderSource(new org.apache.hadoop.fs.Path(root.toString()), new Configuration())
        .list();
  }

  private void refuses(String message) {
    assertThatExceptionOfType(SemblanceException.class).isThrownBy(this::list).withMessage(message);
  }

  @Test
  void listsClassesAndFilesByName() throws IOException {
    touch("b/2.png");
    touch("b/10.png");
    touch("a/x.jpg");
    touch("b/.DS_Store");
    touch("_notes/x.txt");
    assertThat(list().images())
        .containsExactly(
            new SourceImage(0, "a/x.jpg", "a", null),
            new SourceImage(1, "b/10.png", "b", null),
            new SourceImage(2, "b/2.png", "b", null));
  }

  @Test
  void readsWhatItLists() throws IOException {
    touch("a/x y.jpg");
    DatasetSource.Listing listing = list();
    try (ContentReader reader = listing.content().open()) {
      assertThat(reader.read(listing.images().get(0).location())).asString().isEqualTo("a/x y.jpg");
    }
  }

  @Test
  void takesTopFoldersForSplitsOnlyWhereAllAre() throws IOException {
    touch("train/a/1.png");
    touch("Test/b/1.png");
    assertThat(list().images())
        .containsExactly(
            new SourceImage(0, "Test/b/1.png", "b", Split.TEST),
            new SourceImage(1, "train/a/1.png", "a", Split.TRAIN));
  }

  @Test
  void aClassMayBeCalledTest() throws IOException {
    touch("test/1.png");
    touch("toast/1.png");
    assertThat(list().images()).extracting(SourceImage::label).containsExactly("test", "toast");
  }

  @Test
  void filesBesideTheClassesHaveNoLabel() throws IOException {
    touch("a/1.png");
    touch("readme.txt");
    assertThat(list().images())
        .containsExactly(
            new SourceImage(0, "a/1.png", "a", null), new SourceImage(1, "readme.txt", "", null));
  }

  @Test
  void refusesAnEmptyClass() throws IOException {
    touch("a/1.png");
    Files.createDirectories(folder.resolve("b"));
    refuses("class folder file:" + folder + "/b holds no images; fill it or remove it");
  }

  @Test
  void refusesFoldersThatAreNestedTooDeeply() throws IOException {
    touch("birds/a/1.png");
    refuses(
        "class folder file:"
            + folder
            + "/birds holds the folder a; "
            + "expected <class>/<file> or <split>/<class>/<file> under ingest.path");
  }

  @Test
  void refusesAnEmptyFolderAndAFile() throws IOException {
    refuses("ingest.path " + folder + " holds no class folder; expected <class>/<file>");
    touch("file.png");
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> list(folder.resolve("file.png")))
        .withMessage(
            "ingest.path "
                + folder.resolve("file.png")
                + " is a file; source folder needs a folder of class folders");
  }
}
