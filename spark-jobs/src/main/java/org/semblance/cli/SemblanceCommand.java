package org.semblance.cli;

import java.io.PrintWriter;
import org.semblance.experiment.Provenance;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.progress.Printable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line: one subcommand per verb. */
@Command(
    name = "semblance",
    description = "Trains image embeddings on Apache Spark and measures how well they retrieve.",
    mixinStandardHelpOptions = true,
    versionProvider = SemblanceCommand.Version.class,
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      SynthCommand.class,
      ShowConfigCommand.class,
      CompareCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done                     5  training failed after all attempts",
      "  2  wrong option or key      6  training diverged",
      "  3  unusable input           7  a metric is below its threshold",
      "  4  cluster cannot run it   70  a defect of Semblance",
      "  130, 143  stopped by SIGINT, SIGTERM"
    })
public final class SemblanceCommand {

  /** The command line with Semblance's way of reporting mistakes. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new SemblanceCommand());
    Pipeline.addVerbs(commandLine);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpLongOptionsMaxWidth(26)
        .setParameterExceptionHandler(SemblanceCommand::mistyped)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> report(failure, command.getErr()));
  }

  private static int mistyped(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Printable.of(String.valueOf(mistake.getMessage())));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err)) {
      err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCode.USAGE.code();
  }

  public static int report(Throwable failure, PrintWriter err) {
    SemblanceException fault = Faults.of(failure);
    err.println(Printable.of(String.valueOf(fault.getMessage())));
    if (fault.exitCode() == ExitCode.INTERNAL) {
      failure.printStackTrace(err);
    }
    return fault.exitCode().code();
  }

  /** Prints what {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"semblance " + Provenance.version()};
    }
  }
}
