package org.semblance.source;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Files under a folder.
 *
 * @param root the folder; a location that begins with a slash is taken on its file system instead
 */
record FileContent(URI root, SerializableConfiguration hadoop) implements ImageContent {

  static FileContent of(Path root, Configuration hadoop) {
    return new FileContent(root.toUri(), new SerializableConfiguration(hadoop));
  }

  @Override
  public ContentReader open() throws IOException {
    FileSystem fileSystem = FileSystem.get(root, hadoop.value());
    return new ContentReader() {
      @Override
      public byte[] read(String location) throws IOException {
        try (var stream = fileSystem.open(path(location))) {
          return ContentLimit.readAll(stream);
        } catch (IllegalArgumentException failure) {
          throw new IOException(
              "Hadoop's file systems do not take the name " + location + "; rename it", failure);
        }
      }

      /** Hadoop shares file systems between threads; none is closed here. */
      @Override
      public void close() {}
    };
  }

  /** Built from parts, because Hadoop would take what stands before a colon for a scheme. */
  Path path(String location) {
    String path = location.startsWith("/") ? location : root.getPath() + "/" + location;
    return new Path(root.getScheme(), root.getAuthority(), path);
  }
}
