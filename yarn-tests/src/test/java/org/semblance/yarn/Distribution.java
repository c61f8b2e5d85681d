package org.semblance.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The archive that users get, unpacked, beside a Spark installation that consists of the embedded
 * Spark's jars.
 */
record Distribution(Path home, Path spark) {

  private static final Path ROOT = Path.of(System.getProperty("semblance.root", ".."));
  private static final long MINUTES = 5;

  /** What Spark's own script of this name does with its launcher. */
  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      set -euo pipefail
      export SPARK_HOME SPARK_SCALA_VERSION=2.12
      mapfile -d '' -t command < <("$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*" \
        org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "$@")
      # The launcher begins with an empty word and a line feed.
      exec "${command[1]#$'\\n'}" "${command[@]:2}"
      """;

  static Distribution unpack(Path folder) throws IOException, InterruptedException {
    Path archive = single(ROOT.resolve("spark-jobs/target"), "semblance-*-bin.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "xf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    Path spark = folder.resolve("spark");
    Path submit = spark.resolve("bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(submit, SPARK_SUBMIT);
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(
        spark.resolve("jars"),
        ROOT.resolve("embedded-spark/target/spark/jars").toAbsolutePath().normalize());
    return new Distribution(single(folder, "semblance-*"), spark);
  }

  /**
   * Executes a script of the distribution.
   *
   * @param output receives what it prints
   * @return its exit code
   */
  int execute(String script, List<String> arguments, Map<String, String> environment, Path output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve(script).toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("SPARK_HOME", spark.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process =
        builder
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("%s ended", script).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  static Path single(Path folder, String pattern) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(
              path ->
                  folder
                      .getFileSystem()
                      .getPathMatcher("glob:" + pattern)
                      .matches(path.getFileName()))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + pattern + " in " + folder));
    }
  }
}
