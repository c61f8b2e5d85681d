package org.semblance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The golden files: inputs and outputs of the reference implementations. They are those in {@code
 * src/test/resources/golden}, or with {@code -Dgolden.dir=DIR} those in that folder.
 */
public final class GoldenFiles {

  /** One file, its name and its content. */
  public record Golden(String name, JsonNode content) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenFiles() {}

  /** The files whose name starts with {@code prefix} and whose content has the wanted form. */
  public static List<Golden> matching(String prefix, Predicate<JsonNode> form) {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .map(GoldenFiles::read)
          .filter(golden -> form.test(golden.content()))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + folder(), failure);
    }
  }

  /** Where the files are. */
  public static Path folder() {
    String given = System.getProperty("golden.dir");
    if (given != null) {
      return Path.of(given);
    }
    URL bundled = Objects.requireNonNull(GoldenFiles.class.getResource("/golden"), "golden folder");
    try {
      return Path.of(bundled.toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException("cannot locate " + bundled, failure);
    }
  }

  private static Golden read(Path file) {
    try {
      return new Golden(file.getFileName().toString(), JSON.readTree(file.toFile()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }
}
