package org.semblance.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.semblance.fault.SemblanceException;
import org.semblance.stage.EvaluateStage;
import org.semblance.stage.ReportStage;
import org.semblance.stage.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the embeddings of a run, or any table of embeddings. */
@Command(
    name = "evaluate",
    description = "Measures how well embeddings retrieve and cluster.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

  @Mixin private JobOptions options = new JobOptions();

  @Option(
      names = "--embeddings",
      paramLabel = "PATH",
      description = "a Parquet table made by any means; needs --run-dir for the results")
  private @Nullable String embeddings;

  @Option(
      names = "--neighbors",
      paramLabel = "K",
      description = "write the K nearest rows of each query; short for --set evaluate.neighbors=K")
  private @Nullable Integer neighbors;

  @Option(names = "--report", description = "write the HTML page as well")
  private boolean report;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    if (neighbors != null) {
      options.config.overrides.add("evaluate.neighbors=" + neighbors);
    }
    if (Sessions.isLocal()) {
      KernelWarmUp.begin();
    }
    return new JobRunner(spec.name(), arguments, options, stages()).run().code();
  }

  private List<Stage> stages() {
    Path table = embeddings == null ? null : new Path(embeddings);
    if (table != null) {
      if (options.runDir == null) {
        throw SemblanceException.usage(
            "--embeddings needs --run-dir: where the results are written");
      }
      options.config.withoutTraining();
      options.from = "evaluate";
    }
    Stage evaluate = new EvaluateStage(table);
    return report ? List.of(evaluate, new ReportStage(table)) : List.of(evaluate);
  }
}
