package org.semblance.source.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.semblance.source.ImageContent;
import org.semblance.source.Place;
import org.semblance.source.RelativePath;
import org.semblance.source.SourceImage.Problem;
import org.semblance.table.RejectReason;

/** A folder of the machine itself. */
record LocalTree(String root, SerializableConfiguration hadoop) implements FileTree {

  @Override
  public String name() {
    return root;
  }

  @Override
  public List<FileEntry> children(String folder) {
    List<FileEntry> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path(folder))) {
      for (Path child : stream) {
        add(child, folder, entries);
      }
    } catch (IOException failure) {
      throw FileTrees.unreadable(root + "/" + folder, failure);
    } catch (DirectoryIteratorException failure) {
      throw FileTrees.unreadable(root + "/" + folder, new IOException(failure));
    }
    entries.sort(Comparator.comparing(FileEntry::path));
    return entries;
  }

  private static void add(Path child, String folder, List<FileEntry> entries) throws IOException {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    if (!LocalFiles.isSpelled(child)) {
      LocalFiles.requireUnicode(LocalFiles.escaped(child));
      addUndecodable(child, prefix + LocalFiles.escaped(child), entries);
    } else {
      entries.add(entry(child, prefix + child.getFileName()));
    }
  }

  /** One entry for each file, so that as many are rejected as cannot be named. */
  private static void addUndecodable(Path path, String name, List<FileEntry> entries)
      throws IOException {
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
        for (Path child : stream) {
          addUndecodable(child, name + "/" + LocalFiles.escaped(child), entries);
        }
      }
    } else {
      entries.add(
          problem(name, RejectReason.BAD_NAME, "its name is not UTF-8: rename it (convmv does)"));
    }
  }

  private static FileEntry entry(Path path, String name) {
    BasicFileAttributes attributes;
    try {
      attributes = LocalFiles.attributes(path);
    } catch (IOException failure) {
      if (Files.isSymbolicLink(path)) {
        return problem(name, RejectReason.MISSING, "it is a link to nothing" + target(path));
      }
      String reason = failure instanceof FileSystemException system ? system.getReason() : null;
      return problem(
          name, RejectReason.UNREADABLE, reason == null ? String.valueOf(failure) : reason);
    }
    if (attributes == null) {
      return problem(name, RejectReason.MISSING, "it is a link to nothing" + target(path));
    }
    return attributes.isDirectory()
        ? FileEntry.folder(name)
        : FileEntry.file(name, new Place.Named(attributes.size()));
  }

  private static String target(Path link) {
    try {
      return ", " + Files.readSymbolicLink(link);
    } catch (IOException | UnsupportedOperationException failure) {
      return "";
    }
  }

  private static FileEntry problem(String name, RejectReason reason, String detail) {
    return new FileEntry(name, false, Place.UNKNOWN, new Problem(reason, detail));
  }

  @Override
  public @Nullable FileEntry find(String path) {
    for (String spelling : RelativePath.spellings(path)) {
      try {
        Path file = path(spelling);
        if (Files.exists(file)) {
          return entry(file, spelling);
        }
      } catch (NoSuchFileException absent) {
        // Another spelling may be there.
      }
    }
    return null;
  }

  @Override
  public InputStream open(FileEntry file) throws IOException {
    Path path = path(file.path());
    BasicFileAttributes attributes = LocalFiles.attributes(path);
    if (attributes != null) {
      LocalFiles.requireRegular(attributes);
    }
    return Files.newInputStream(path);
  }

  @Override
  public ImageContent content() {
    return new FileContent(new org.apache.hadoop.fs.Path("file", null, root).toUri(), hadoop);
  }

  @Override
  public boolean isIndexed() {
    return false;
  }

  private Path path(String relative) throws NoSuchFileException {
    return LocalFiles.path(relative.isEmpty() ? root : root + "/" + relative);
  }
}
