package org.semblance.jobs;

import org.apache.spark.SparkUserAppException;
import org.semblance.cli.SemblanceCommand;
import org.semblance.fault.ExitCode;
import picocli.CommandLine;

/** The entry point of every job. */
public final class Main {

  private Main() {}

  /**
   * Executes one verb and ends the process, whose exit code is an {@code ExitCode}.
   *
   * @throws SparkUserAppException with that code, if YARN's application master is to report it
   */
  public static void main(String[] arguments) throws SparkUserAppException {
    CommandLine commandLine = SemblanceCommand.commandLine();
    int code;
    try {
      code = commandLine.execute(arguments);
    } catch (Error defect) {
      code = SemblanceCommand.report(defect, commandLine.getErr());
    }
    if (!isApplicationMaster()) {
      // Spark leaves non-daemon threads behind after a barrier stage.
      System.exit(code);
    } else if (code != ExitCode.OK.code()) {
      throw new SparkUserAppException(code);
    }
  }

  /** In YARN's application master whatever calls System.exit has failed, even with code 0. */
  private static boolean isApplicationMaster() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }
}
