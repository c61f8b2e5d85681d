package org.semblance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.semblance.jobs.Main;

/** A verb in a JVM of its own, as the launcher script starts it. */
public record JobProcess(Process process, Path run) {

  /** Most of a short process is compiling; without the slower compiler it takes half the time. */
  public static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** Something to wait for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Starts a verb on a run directory; its output lies beside that in {@code stdout} and {@code
   * stderr}.
   */
  static JobProcess start(Path run, List<String> verbAndOptions) throws IOException {
    List<String> arguments = new ArrayList<>(verbAndOptions);
    arguments.add("--run-dir=" + run);
    Process process =
        java(Main.class, arguments.toArray(String[]::new))
            .redirectError(run.resolveSibling("stderr").toFile())
            .redirectOutput(run.resolveSibling("stdout").toFile())
            .start();
    return new JobProcess(process, run);
  }

  /** A program with this JVM's options for modules and its class path. */
  public static ProcessBuilder java(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of(QUICK_START, "-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /** Waits until the condition holds, or the process has ended. */
  JobProcess await(Condition condition) throws Exception {
    while (process.isAlive() && !condition.holds()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return this;
  }

  /** SIGTERM. */
  JobProcess terminate() {
    process.destroy();
    return this;
  }

  /** SIGKILL. */
  JobProcess kill() {
    process.destroyForcibly();
    return this;
  }

  /** Waits for the end. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  String stderr() throws IOException {
    return Files.readString(run.resolveSibling("stderr"));
  }

  JsonNode result() throws IOException {
    return new ObjectMapper().readTree(run.resolve("result.json").toFile());
  }
}
