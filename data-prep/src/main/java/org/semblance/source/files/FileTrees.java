package org.semblance.source.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;

/** Opens what a user names: a folder, or an archive of any kind. */
public final class FileTrees {

  private FileTrees() {}

  /**
   * The path that a user wrote, whatever characters are in it.
   *
   * @throws SemblanceException usage, if it is no path
   */
  public static Path path(String text) {
    try {
      return new Path(text);
    } catch (IllegalArgumentException failure) {
      if (text.isBlank() || text.contains("://")) {
        throw SemblanceException.usage(
            "ingest.path is no path: '" + text + "' (" + failure.getMessage() + ")");
      }
      // What stands before a colon is no scheme here.
      return new Path(null, null, "./" + text);
    }
  }

  /**
   * The folder or archive at {@code path}.
   *
   * @throws SemblanceException data, if there is none or the file is no archive
   */
  public static FileTree open(Path path, Configuration hadoop) {
    if (status(path, hadoop).isDirectory()) {
      return folder(path, hadoop);
    }
    if (!isArchive(path.getName())) {
      throw SemblanceException.data(
          path + " is a file; expected a folder or an archive (zip, tar, tar.gz, tgz)");
    }
    return ArchiveTree.open(path, hadoop);
  }

  /**
   * The files in an archive, in the order in which they lie in it.
   *
   * @param number of the archive in the {@link ArchiveContent} that reads them
   * @throws SemblanceException data, if it is damaged
   */
  public static List<FileEntry> members(Path archive, int number, Configuration hadoop) {
    ArchiveKind kind = ArchiveKind.of(archive.getName());
    if (kind == null) {
      throw new IllegalArgumentException(archive + " is no archive");
    }
    try {
      return ArchiveIndex.of(archive, kind, number, hadoop);
    } catch (IOException | RuntimeException failure) {
      throw new SemblanceException(
          ExitCode.DATA,
          archive + " is not a whole archive: " + failure.getMessage() + "; fetch it again",
          failure);
    }
  }

  /** The folder at {@code path}. */
  public static FileTree folder(Path path, Configuration hadoop) {
    try {
      FileSystem files = path.getFileSystem(hadoop);
      Path whole = files.makeQualified(path);
      return LocalFiles.isLocal(whole.toUri())
          ? new LocalTree(whole.toUri().getPath(), new SerializableConfiguration(hadoop))
          : new HadoopTree(whole.toUri(), new SerializableConfiguration(hadoop));
    } catch (IOException failure) {
      throw unreadable(path.toString(), failure);
    }
  }

  /** Whether a file of that name is an archive that is read in place. */
  public static boolean isArchive(String name) {
    return ArchiveKind.of(name) != null;
  }

  /**
   * The status of a file or folder that a user named.
   *
   * @throws SemblanceException data, if there is none
   */
  public static FileStatus status(Path path, Configuration hadoop) {
    try {
      return path.getFileSystem(hadoop).getFileStatus(path);
    } catch (FileNotFoundException absent) {
      throw SemblanceException.data(
          "ingest.path " + path + " does not exist; name a folder of images or a CSV file");
    } catch (IOException failure) {
      throw unreadable(path.toString(), failure);
    }
  }

  static SemblanceException unreadable(String path, IOException failure) {
    String detail = failure.getMessage();
    return new SemblanceException(
        ExitCode.DATA,
        "cannot read "
            + path
            + ": "
            + (detail == null || detail.equals(path)
                ? failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                : detail),
        failure);
  }
}
