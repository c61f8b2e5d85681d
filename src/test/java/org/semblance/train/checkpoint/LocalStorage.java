package org.semblance.train.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run directory on a local disk.
 *
 * @param root folder that paths are relative to
 */
public record LocalStorage(Path root) implements RunStorage {

  @Override
  public OutputStream create(String path) throws IOException {
    Path file = root.resolve(path);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return Files.newOutputStream(file);
  }

  @Override
  public InputStream open(String path) throws IOException {
    try {
      return Files.newInputStream(root.resolve(path));
    } catch (NoSuchFileException failure) {
      throw new FileNotFoundException(failure.getMessage());
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> children = Files.list(root.resolve(folder))) {
      return children.map(child -> String.valueOf(child.getFileName())).sorted().toList();
    } catch (NoSuchFileException absent) {
      return List.of();
    }
  }

  @Override
  public void delete(String path) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root.resolve(path))) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException absent) {
      return;
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public String describe(String path) {
    return root.resolve(path).toAbsolutePath().toString();
  }
}
