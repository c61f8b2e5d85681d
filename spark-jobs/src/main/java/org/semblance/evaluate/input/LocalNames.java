package org.semblance.evaluate.input;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Names of local files that Hadoop stumbles over. */
public final class LocalNames {

  private LocalNames() {}

  /**
   * A configuration with which {@code path} can be opened. Beside a local file Hadoop looks for
   * checksums under a name that it cannot form where that of the file has a colon.
   */
  public static Configuration readable(Path path, Configuration hadoop) {
    if (!path.getName().contains(":")) {
      return hadoop;
    }
    Configuration own = new Configuration(hadoop);
    own.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
    own.setBoolean("fs.file.impl.disable.cache", true);
    return own;
  }
}
