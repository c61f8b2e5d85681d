package org.semblance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.semblance.evaluate.open.EmbeddingLocation;
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
      paramLabel = "TABLE",
      description =
          "a table made by any means: a path (Parquet, ORC, Avro, CSV, JSON lines, .npy, Delta,"
              + " Iceberg), FORMAT:PATH or table:NAME; repeatable, all are read as one")
  private List<String> embeddings = new ArrayList<>();

  @Option(
      names = "--gallery",
      paramLabel = "TABLE",
      description = "a table that the rows of --embeddings are searched in; repeatable")
  private List<String> gallery = new ArrayList<>();

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "labels of a .npy array: .npy, .csv or a text with a label a line")
  private @Nullable String labels;

  @Option(
      names = "--gallery-labels",
      paramLabel = "FILE",
      description = "the same of a gallery in a .npy array")
  private @Nullable String galleryLabels;

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
    if (embeddings.isEmpty()) {
      requireEmbeddings("--gallery", !gallery.isEmpty());
      requireEmbeddings("--labels", labels != null);
      requireEmbeddings("--gallery-labels", galleryLabels != null);
      return stages(null);
    }
    EmbeddingLocation location =
        new EmbeddingLocation(
            embeddings, gallery, Optional.ofNullable(labels), Optional.ofNullable(galleryLabels));
    options.config.withoutTraining(EvaluationFolder.name(location));
    options.from = "evaluate";
    if (options.runDir == null) {
      options.runDir = EvaluationFolder.of(location, new Configuration());
    }
    return stages(location);
  }

  private List<Stage> stages(@Nullable EmbeddingLocation location) {
    Stage evaluate = new EvaluateStage(location);
    return report ? List.of(evaluate, new ReportStage(location)) : List.of(evaluate);
  }

  private static void requireEmbeddings(String option, boolean given) {
    if (given) {
      throw SemblanceException.usage(option + " goes with --embeddings: name the table as well");
    }
  }
}
