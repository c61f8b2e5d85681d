package org.semblance.cli;

import java.util.List;
import org.semblance.stage.EmbedStage;
import org.semblance.stage.EvaluateStage;
import org.semblance.stage.IngestStage;
import org.semblance.stage.PlanStage;
import org.semblance.stage.ReportStage;
import org.semblance.stage.Stage;
import org.semblance.stage.TrainStage;
import picocli.CommandLine;

/** All stages, in order. */
final class Pipeline {

  private static final String SUMMARY =
      "All of them in order, skipping what is already done in the run directory.";

  private Pipeline() {}

  static List<Stage> stages() {
    return List.of(
        new IngestStage(),
        new PlanStage(),
        new TrainStage(),
        new EmbedStage(),
        new EvaluateStage(),
        new ReportStage());
  }

  static List<String> names() {
    return stages().stream().map(Stage::name).toList();
  }

  /** One verb for each stage, and {@code run} for all. */
  static void addVerbs(CommandLine commandLine) {
    for (Stage stage : stages()) {
      if (stage instanceof EvaluateStage) {
        commandLine.addSubcommand(new EvaluateCommand());
      } else {
        add(commandLine, stage.name(), stage.summary(), List.of(stage));
      }
    }
    add(commandLine, "run", SUMMARY, stages());
  }

  private static void add(
      CommandLine commandLine, String verb, String summary, List<Stage> stages) {
    CommandLine command = new CommandLine(new StageCommand(stages));
    command.getCommandSpec().usageMessage().description(summary);
    commandLine.addSubcommand(verb, command);
  }
}
