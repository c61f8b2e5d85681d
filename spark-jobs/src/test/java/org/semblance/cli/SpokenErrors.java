package org.semblance.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import picocli.CommandLine;

/** Executes verbs in this process and keeps what they say on standard error. */
final class SpokenErrors implements BeforeEachCallback, AfterEachCallback {

  private final PrintStream former = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Override
  public void beforeEach(ExtensionContext context) {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setErr(former);
  }

  /** The exit code. */
  int execute(String... arguments) {
    CommandLine commandLine = SemblanceCommand.commandLine();
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return commandLine.execute(arguments);
  }

  String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
