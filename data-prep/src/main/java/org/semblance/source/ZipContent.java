package org.semblance.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/** Entries of a zip archive, read where it lies: nothing is unpacked. */
record ZipContent(URI archive, SerializableConfiguration hadoop) implements ImageContent {

  static ZipContent of(Path archive, Configuration hadoop) {
    return new ZipContent(archive.toUri(), new SerializableConfiguration(hadoop));
  }

  /** By the constructor that Spark's commons-compress 1.23 and newer ones have in common. */
  @SuppressWarnings("deprecation")
  @Override
  public ContentReader open() throws IOException {
    SeekableStream channel = SeekableStream.open(new Path(archive), hadoop.value());
    try {
      return new Entries(
          new ZipFile(channel, archive.toString(), StandardCharsets.UTF_8.name(), true, true));
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private record Entries(ZipFile zip) implements ContentReader {

    @Override
    public byte[] read(String location) throws IOException {
      ZipArchiveEntry entry = zip.getEntry(location);
      if (entry == null) {
        throw new FileNotFoundException("the archive has no entry " + location);
      }
      try (var stream = zip.getInputStream(entry)) {
        return ContentLimit.readAll(stream);
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
