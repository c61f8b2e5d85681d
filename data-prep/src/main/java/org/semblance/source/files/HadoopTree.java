package org.semblance.source.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.semblance.source.ImageContent;
import org.semblance.source.Place;
import org.semblance.source.RelativePath;

/** A folder on one of Hadoop's file systems. */
record HadoopTree(URI root, SerializableConfiguration hadoop) implements FileTree {

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public List<FileEntry> children(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    try {
      return Arrays.stream(files().listStatus(path(folder)))
          .map(status -> entry(status, prefix + status.getPath().getName()))
          .sorted(Comparator.comparing(FileEntry::path))
          .toList();
    } catch (IOException failure) {
      throw FileTrees.unreadable(path(folder).toString(), failure);
    }
  }

  private static FileEntry entry(FileStatus status, String path) {
    return status.isDirectory()
        ? FileEntry.folder(path)
        : FileEntry.file(path, new Place.Named(status.getLen()));
  }

  @Override
  public @Nullable FileEntry find(String path) {
    for (String spelling : RelativePath.spellings(path)) {
      try {
        return entry(files().getFileStatus(path(spelling)), spelling);
      } catch (FileNotFoundException absent) {
        // Another spelling may be there.
      } catch (IOException failure) {
        throw FileTrees.unreadable(path(spelling).toString(), failure);
      }
    }
    return null;
  }

  @Override
  public InputStream open(FileEntry file) throws IOException {
    return files().open(path(file.path()));
  }

  @Override
  public ImageContent content() {
    return new FileContent(root, hadoop);
  }

  @Override
  public boolean isIndexed() {
    return false;
  }

  private FileSystem files() throws IOException {
    return FileSystem.get(root, hadoop.value());
  }

  /** Built from parts, because Hadoop would take what stands before a colon for a scheme. */
  private Path path(String relative) {
    String path = relative.isEmpty() ? root.getPath() : root.getPath() + "/" + relative;
    return new Path(root.getScheme(), root.getAuthority(), path);
  }
}
