package org.semblance.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.semblance.fault.SemblanceException;

/**
 * A configuration file in memory.
 *
 * @param name as the user wrote it, for messages
 */
record ConfigText(String name, String content) {

  /** A file of {@code conf/} that travels in the jar. */
  static String bundled(String name) {
    try (InputStream stream = ConfigText.class.getResourceAsStream("/conf/" + name)) {
      byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + name, failure);
    }
  }

  /**
   * The file at a path or at a Hadoop URI. A file that spark-submit shipped with {@code --files} is
   * found by its name in the working directory.
   *
   * @throws SemblanceException usage, if it is not there or not readable
   */
  static ConfigText read(String location) {
    try {
      return new ConfigText(
          location, location.contains("://") ? remote(location) : local(Path.of(location)));
    } catch (IOException failure) {
      throw SemblanceException.usage(
          "cannot read the configuration " + location + ": " + reason(failure));
    }
  }

  private static String local(Path path) throws IOException {
    Path shipped = Path.of(String.valueOf(path.getFileName()));
    return Files.readString(Files.exists(path) || !Files.exists(shipped) ? path : shipped);
  }

  private static String remote(String location) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(location);
    try (FileSystem files = FileSystem.newInstance(URI.create(location), new Configuration());
        FSDataInputStream stream = files.open(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String reason(IOException failure) {
    return switch (failure.getClass().getSimpleName()) {
      case "NoSuchFileException", "FileNotFoundException" -> "no such file";
      case "AccessDeniedException" -> "permission denied";
      case "MalformedInputException" -> "it is not UTF-8 text";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
