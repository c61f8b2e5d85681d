package org.semblance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    String root = System.getProperty("semblance.root", "..");
    return Path.of(root, "src", "test", "resources", "golden");
  }

  private static Golden read(Path file) {
    try {
      return new Golden(file.getFileName().toString(), JSON.readTree(file.toFile()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }
}
