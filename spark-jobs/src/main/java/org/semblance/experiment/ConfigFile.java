package org.semblance.experiment;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.semblance.config.ConfigText;
import org.semblance.fault.SemblanceException;

/** Reads configuration files. */
final class ConfigFile {

  private ConfigFile() {}

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
