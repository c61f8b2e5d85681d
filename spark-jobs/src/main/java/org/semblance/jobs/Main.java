package org.semblance.jobs;

import picocli.CommandLine;

/** The entry point of every job. */
public final class Main {

  private Main() {}

  /** Executes one verb and ends the process, whose exit code is an {@code ExitCode}. */
  public static void main(String[] arguments) {
    CommandLine commandLine = SemblanceCommand.commandLine();
    int code;
    try {
      code = commandLine.execute(arguments);
    } catch (Error defect) {
      code = SemblanceCommand.report(defect, commandLine.getErr());
    }
    // Spark leaves non-daemon threads behind after a barrier stage.
    System.exit(code);
  }
}
