package org.semblance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages of a module as its sources have them, so that no test lists them by hand. */
enum SourceTree {
  CORE("src"),
  DATA_PREP("data-prep/src"),
  SPARK_JOBS("spark-jobs/src"),
  BIGDL("bigdl/src"),
  BENCHMARKS("benchmarks/src");

  private final Path sources;

  SourceTree(String folder) {
    sources = Path.of(System.getProperty("semblance.root"), folder, "main", "java");
  }

  /** The types by package; without {@code package-info}. */
  Map<String, List<String>> types() {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(
              Collectors.groupingBy(
                  file -> sources.relativize(file.getParent()).toString().replace('/', '.'),
                  TreeMap::new,
                  Collectors.mapping(file -> file.getFileName().toString(), Collectors.toList())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** For ArchUnit's {@code resideInAnyPackage}. */
  String[] packages() {
    return types().keySet().toArray(String[]::new);
  }

  Path description(String packageName) {
    return sources.resolve(packageName.replace('.', '/')).resolve("package-info.java");
  }
}
