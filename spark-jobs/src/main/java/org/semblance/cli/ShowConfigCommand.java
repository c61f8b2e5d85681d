package org.semblance.cli;

import java.util.concurrent.Callable;
import org.semblance.config.ConfigWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the configuration that a job would run with. */
@Command(
    name = "show-config",
    description = "Checks a configuration and prints it resolved.",
    mixinStandardHelpOptions = true)
final class ShowConfigCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ConfigWriter.yaml(options.load().tree()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
