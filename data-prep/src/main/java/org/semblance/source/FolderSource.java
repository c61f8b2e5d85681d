package org.semblance.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.table.Split;

/**
 * One folder per class, {@code <class>/<file>}; or, where every top folder is named after a split
 * (train, val, validation, test, query, gallery), {@code <split>/<class>/<file>}. Rows are in the
 * order of the names. Files outside a class folder are rows without a label.
 */
public final class FolderSource implements DatasetSource {

  private final Path root;
  private final Configuration hadoop;
  private final SourceFiles files;

  public FolderSource(Path root, Configuration hadoop) {
    this.root = root;
    this.hadoop = hadoop;
    this.files = new SourceFiles(hadoop);
  }

  @Override
  public Listing list() {
    if (!files.status(root).isDirectory()) {
      throw SemblanceException.data(
          "ingest.path " + root + " is a file; source folder needs a folder of class folders");
    }
    List<FileStatus> top = files.children(root);
    List<SourceImage> images = new ArrayList<>();
    if (namesSplits(top)) {
      for (FileStatus split : top) {
        String name = split.getPath().getName();
        addClasses(files.children(split.getPath()), name + "/", SplitNames.find(name), images);
      }
    } else {
      addClasses(top, "", null, images);
    }
    if (images.isEmpty()) {
      throw SemblanceException.data(
          "ingest.path " + root + " holds no class folder; expected <class>/<file>");
    }
    return new Listing(images, FileContent.of(root, hadoop));
  }

  private static boolean namesSplits(List<FileStatus> top) {
    return !top.isEmpty()
        && top.stream()
            .allMatch(
                child -> child.isDirectory() && SplitNames.find(child.getPath().getName()) != null);
  }

  private void addClasses(
      List<FileStatus> children, String prefix, @Nullable Split split, List<SourceImage> images) {
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (child.isDirectory()) {
        addClass(child.getPath(), prefix + name, name, split, images);
      } else {
        images.add(new SourceImage(images.size(), prefix + name, "", split));
      }
    }
  }

  private void addClass(
      Path folder, String prefix, String label, @Nullable Split split, List<SourceImage> images) {
    List<FileStatus> content = files.children(folder);
    if (content.isEmpty()) {
      throw SemblanceException.data(
          "class folder " + folder + " holds no images; fill it or remove it");
    }
    for (FileStatus file : content) {
      if (file.isDirectory()) {
        throw SemblanceException.data(
            "class folder "
                + folder
                + " holds the folder "
                + file.getPath().getName()
                + "; expected <class>/<file> or <split>/<class>/<file> under ingest.path");
      }
      String location = prefix + "/" + file.getPath().getName();
      images.add(new SourceImage(images.size(), location, label, split));
    }
  }
}
