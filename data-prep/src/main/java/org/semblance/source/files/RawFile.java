package org.semblance.source.files;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Opens one file on any file system; on the machine's own only a regular one. */
final class RawFile {

  private RawFile() {}

  static InputStream open(Path file, Configuration hadoop) throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    LocalFiles.requireRegular(files.makeQualified(file).toUri());
    return files.open(file);
  }
}
