package org.semblance.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.semblance.config.Redaction;
import org.semblance.fault.RootCause;
import org.semblance.fault.SemblanceException;

/** Small text files on a Hadoop file system, written so that a reader never sees half of one. */
public final class RunFiles {

  private final FileSystem fileSystem;

  private RunFiles(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  static RunFiles of(Path path, Configuration hadoop) {
    try {
      FileSystem found = path.getFileSystem(hadoop);
      // Checksum files beside files that people edit would make the edited ones unreadable.
      return new RunFiles(found instanceof LocalFileSystem local ? local.getRaw() : found);
    } catch (IOException | IllegalArgumentException failure) {
      throw SemblanceException.usage(
          "cannot open the file system of " + path + ": " + failure.getMessage());
    }
  }

  Path qualified(Path path) {
    return fileSystem.makeQualified(path);
  }

  /** Whether files are on this machine's disk, and not for example in an object store. */
  public boolean isLocal() {
    return "file".equals(scheme());
  }

  public boolean exists(Path path) {
    return status(path).isPresent();
  }

  Optional<FileStatus> status(Path path) {
    try {
      return Optional.of(fileSystem.getFileStatus(path));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    } catch (IOException failure) {
      throw unusable("read", path, failure);
    }
  }

  /**
   * The files at and below {@code path}, in no order; none if it is missing. Names that begin with
   * _ or . are passed over, as Spark does.
   */
  List<FileStatus> list(Path path) {
    try {
      List<FileStatus> files = new ArrayList<>();
      collect(fileSystem.getFileStatus(path), files);
      return files;
    } catch (FileNotFoundException absent) {
      return List.of();
    } catch (IOException failure) {
      throw unusable("read", path, failure);
    }
  }

  private void collect(FileStatus at, List<FileStatus> files) throws IOException {
    if (at.isFile()) {
      files.add(at);
      return;
    }
    for (FileStatus child : fileSystem.listStatus(at.getPath())) {
      String name = child.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        collect(child, files);
      }
    }
  }

  /** How Hadoop reads these files. */
  Configuration configuration() {
    return fileSystem.getConf();
  }

  /** The text of {@code path}, if it exists. */
  public Optional<String> read(Path path) {
    try (FSDataInputStream stream = fileSystem.open(path)) {
      return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException absent) {
      return Optional.empty();
    } catch (IOException failure) {
      throw unusable("read", path, failure);
    }
  }

  /**
   * Replaces {@code path}; where the file system can rename, readers see the old or the new. No
   * secret in {@code text} is written.
   */
  public void write(Path path, String content) {
    String text = Redaction.text(content);
    try {
      if (canRename()) {
        Path fresh = new Path(path.getParent(), "." + path.getName() + ".new");
        putWhole(fresh, text);
        replace(path, fresh);
      } else {
        put(path, text);
      }
    } catch (FSError failure) {
      throw unusable("write", path, RootCause.of(failure));
    } catch (IOException failure) {
      throw unusable("write", path, failure);
    }
  }

  /** Hadoop's own way deletes a local file first and renames then. */
  private void replace(Path path, Path fresh) throws IOException {
    if (isLocal()) {
      Files.move(local(fresh), local(path), StandardCopyOption.ATOMIC_MOVE);
    } else {
      FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf())
          .rename(fresh, path, Options.Rename.OVERWRITE);
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** Leaves nothing of a file that could not be written to its end. */
  private void putWhole(Path path, String text) throws IOException {
    try {
      put(path, text);
    } catch (IOException | FSError failure) {
      fileSystem.delete(path, false);
      throw failure;
    }
  }

  /** Writes {@code path} only if nothing is there; of several who try at once, one succeeds. */
  boolean writeIfAbsent(Path path, String text) {
    return isLocal() ? createLocal(path, text) : create(path, text);
  }

  /** Hadoop's own way looks first and creates then. */
  private static boolean createLocal(Path path, String text) {
    try {
      Files.writeString(local(path), text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    } catch (IOException failure) {
      throw unusable("write", path, failure);
    }
  }

  private boolean create(Path path, String text) {
    try (OutputStream stream =
        fileSystem.create(
            path,
            org.apache.hadoop.fs.permission.FsPermission.getFileDefault(),
            EnumSet.of(CreateFlag.CREATE),
            4096,
            fileSystem.getDefaultReplication(path),
            fileSystem.getDefaultBlockSize(path),
            null)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException taken) {
      return false;
    } catch (IOException failure) {
      throw unusable("write", path, failure);
    }
  }

  /** Removes {@code path} and all below it; it may be absent. */
  public void delete(Path path) {
    try {
      fileSystem.delete(path, true);
    } catch (IOException failure) {
      throw unusable("delete", path, failure);
    }
  }

  void makeDirectory(Path path) {
    try {
      if (!fileSystem.mkdirs(path)) {
        throw SemblanceException.usage("cannot create the run directory " + path);
      }
    } catch (IOException failure) {
      throw unusable("create", path, failure);
    }
  }

  private String scheme() {
    return fileSystem.getUri().getScheme();
  }

  private boolean canRename() {
    return isLocal() || "hdfs".equals(scheme());
  }

  private void put(Path path, String text) throws IOException {
    try (OutputStream stream = fileSystem.create(path, true)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static SemblanceException unusable(String action, Path path, Throwable failure) {
    String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    if (reason.contains("No space left on device") || reason.contains("quota")) {
      return SemblanceException.preflight(
          "no room for "
              + path.toUri().getPath()
              + " ("
              + reason
              + "): free some space there, then continue with --resume");
    }
    return SemblanceException.usage(
        "cannot "
            + action
            + " "
            + path.toUri().getPath()
            + " ("
            + reason
            + "): choose another --run-dir or change its permissions");
  }
}
