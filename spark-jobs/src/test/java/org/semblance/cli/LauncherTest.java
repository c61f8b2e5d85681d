package org.semblance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, with a Java and a Maven that only note their calls. */
class LauncherTest {

  private static final Instant SOURCES = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant BUILD = SOURCES.plusSeconds(60);

  @TempDir private Path home;
  private Path calls;
  private Path jar;

  @BeforeEach
  void checkout() throws IOException {
    calls = home.resolve("calls");
    Files.createDirectories(home.resolve("bin"));
    Files.copy(
        Path.of(System.getProperty("semblance.root"), "bin", "semblance"),
        home.resolve("bin/semblance"));
    for (String source : List.of("pom.xml", "src/A.java", "data-prep/B.java", "conf/base.yaml")) {
      write(source, "", SOURCES);
    }
    jar = write("spark-jobs/target/semblance-jobs-1.jar", "classes", BUILD);
    write("embedded-spark/target/spark/jars/spark.jar", "", BUILD);
    program(
        "java/bin/java",
        """
        echo "java $*" >> "$CALLS"
        for option; do
          case $option in
            -XX:ArchiveClassesAtExit=*)
              [[ ! -e $CALLS.fails ]] || { echo "no room for it"; exit 1; }
              echo classes > "${option#*=}" ;;
          esac
        done
        """);
    program(
        "path/mvn",
        """
        echo "mvn $*" >> "$CALLS"
        echo "new classes" > spark-jobs/target/semblance-jobs-1.jar
        """);
  }

  @Test
  void buildsNothingWhereMavenWasCalledByHand() throws Exception {
    assertThat(run("doctor")).isEqualTo("preparing faster starts (once) ...\n");
    assertThat(calls()).hasSize(2).noneMatch(call -> call.startsWith("mvn"));
    assertThat(calls().get(1))
        .endsWith("spark-internal doctor")
        .contains("classes.jsa", jar.toString());
  }

  @Test
  void preparesFasterStartsOnce() throws Exception {
    run("doctor");
    assertThat(run("doctor")).isEmpty();
    assertThat(calls()).hasSize(3);
  }

  @Test
  void preparesThemAgainForANewJar() throws Exception {
    run("doctor");
    write("spark-jobs/target/semblance-jobs-1.jar", "other classes", BUILD.plusSeconds(1));
    assertThat(run("doctor"))
        .isEqualTo("preparing faster starts (the jar, Spark or Java has changed) ...\n");
    assertThat(run("doctor")).isEmpty();
  }

  @Test
  void preparesThemAgainForAnotherSpark() throws Exception {
    run("doctor");
    write("embedded-spark/target/spark/jars/more.jar", "", BUILD);
    assertThat(run("doctor")).contains("the jar, Spark or Java has changed");
  }

  @Test
  void saysThatTheyCannotBePrepared() throws Exception {
    Files.createFile(home.resolve("calls.fails"));
    assertThat(run("doctor"))
        .isEqualTo(
            """
            preparing faster starts (once) ...
            that failed, starts will take longer: no room for it
            """);
    assertThat(run("doctor")).isEmpty();
  }

  @Test
  void buildsWhatHasChangedAndPreparesFasterStartsOfIt() throws Exception {
    run("doctor");
    write("src/A.java", "changed", Instant.now());
    assertThat(run("doctor"))
        .isEqualTo(
            """
            building semblance (sources have changed) ...
            preparing faster starts (the jar, Spark or Java has changed) ...
            """);
    assertThat(run("doctor")).isEmpty();
  }

  /** What was edited while the build ran may not be in the jar, though the jar is newer. */
  @Test
  void buildsAgainWhatWasEditedDuringTheBuild() throws Exception {
    program(
        "path/mvn",
        """
        sleep 0.05
        echo edited > src/A.java
        sleep 0.05
        echo "new classes" > spark-jobs/target/semblance-jobs-1.jar
        """);
    Files.delete(jar);
    assertThat(run("doctor")).startsWith("building semblance (first use) ...\n");
    assertThat(run("doctor")).startsWith("building semblance (sources have changed) ...\n");
  }

  @Test
  void buildsWhereSparkIsMissing() throws Exception {
    Files.delete(home.resolve("embedded-spark/target/spark/jars/spark.jar"));
    Files.delete(home.resolve("embedded-spark/target/spark/jars"));
    assertThat(run("doctor")).startsWith("building semblance (first use) ...\n");
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", home.resolve("bin/semblance").toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(home.resolve("out").toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("CALLS", calls.toString());
    builder.environment().put("JAVA_HOME", home.resolve("java").toString());
    builder.environment().merge("PATH", "", (path, none) -> home.resolve("path") + ":" + path);
    Process process = builder.start();
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    process.waitFor();
    return err;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(calls);
  }

  private Path write(String name, String content, Instant time) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private void program(String name, String script) throws IOException {
    Path file = write(name, "#!/usr/bin/env bash\n" + script, BUILD);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
