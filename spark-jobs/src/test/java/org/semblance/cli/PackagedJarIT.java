package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the jar to submit. */
class PackagedJarIT {

  @Test
  void holdsNothingOfBigDl() throws IOException {
    try (ZipFile jar = new ZipFile(jar().toFile())) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(names).contains("org/semblance/optim/BigDl.class");
      assertThat(names)
          .noneMatch(
              name -> name.startsWith("com/intel/") || name.startsWith("org/semblance/bigdl/"));
    }
  }

  /** As spark-submit's {@code --py-files} does; without pyspark the module can only be compiled. */
  @Test
  void isAPackageForPythonToo() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    assumeThat(python).exists();
    String program =
        """
        import importlib.util, sys
        sys.path.insert(0, sys.argv[1])
        importlib.util.find_spec("org.semblance.ml").loader.get_code("org.semblance.ml")
        """;
    Process process =
        new ProcessBuilder(python.toString(), "-c", program, jar().toString()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("semblance-jobs-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
