package org.semblance.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.semblance.stage.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that executes one stage or, as {@code run}, all of them. */
@Command(mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {

  private final List<Stage> stages;

  @Mixin private JobOptions options = new JobOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  StageCommand(List<Stage> stages) {
    this.stages = stages;
  }

  @Override
  public Integer call() {
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    return new JobRunner(spec.name(), arguments, options, stages).run().code();
  }
}
