package org.semblance.cli;

import java.io.PrintStream;
import java.util.List;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.run.RunDirectory;
import org.semblance.stage.StagePlan.Step;
import org.semblance.train.settings.TrainSettings;

/** Prints what a job would do. */
final class DryRun {

  private DryRun() {}

  static void print(List<Step> steps, ExperimentConfig config, RunDirectory run, PrintStream out) {
    out.println("in " + run.root());
    for (Step step : steps) {
      String action =
          switch (step.action()) {
            case EXECUTE -> step.reason().isEmpty() ? "execute" : "again: " + step.reason();
            case RESUME -> step.reason().isEmpty() ? "resume" : "resume with " + step.reason();
            case SKIP -> "up to date";
          };
      out.printf("  %-9s %s%n", step.stage().name(), action);
    }
    TrainSettings train = config.train();
    out.printf(
        "training: %d epochs on %d executors at once, one task each, %d threads per task%n",
        train.epochs(), train.ranks(), train.threads() + train.prefetch().threads());
  }
}
