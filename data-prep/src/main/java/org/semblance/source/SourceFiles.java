package org.semblance.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/** Reads listings and files of a data set on any Hadoop file system, with a user's sentences. */
record SourceFiles(Configuration hadoop) {

  /**
   * The status of the data set's own file or folder.
   *
   * @throws SemblanceException if there is none
   */
  FileStatus status(Path path) {
    try {
      return fileSystem(path).getFileStatus(path);
    } catch (FileNotFoundException absent) {
      throw SemblanceException.data(
          "ingest.path " + path + " does not exist; name a folder of images or a CSV file");
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
  }

  boolean exists(Path path) {
    try {
      return fileSystem(path).exists(path);
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
  }

  /** What is in a folder, sorted by name; hidden files (beginning with . or _) are left out. */
  List<FileStatus> children(Path folder) {
    try {
      return Arrays.stream(fileSystem(folder).listStatus(folder))
          .filter(child -> !isHidden(child.getPath().getName()))
          .sorted(Comparator.comparing(child -> child.getPath().getName()))
          .toList();
    } catch (IOException failure) {
      throw unreadable(folder, failure);
    }
  }

  byte[] bytes(Path file) {
    try (var stream = fileSystem(file).open(file)) {
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw unreadable(file, failure);
    }
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(hadoop);
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  private static SemblanceException unreadable(Path path, IOException failure) {
    return new SemblanceException(
        ExitCode.DATA, "cannot read " + path + ": " + failure.getMessage(), failure);
  }
}
