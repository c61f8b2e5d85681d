package org.semblance.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.compare.CompareResults;
import org.semblance.compare.ComparedResult;
import org.semblance.compare.Comparison;
import org.semblance.compare.ComparisonPage;
import org.semblance.compare.ComparisonText;
import org.semblance.compare.ReadResults;
import org.semblance.compare.Requirement;
import org.semblance.eval.compare.PairedBootstrap;
import org.semblance.eval.metric.Bootstrap;
import org.semblance.evaluate.settings.EvaluateSettings;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.report.Thumbnails;
import org.semblance.run.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares evaluations of the same queries. */
@Command(
    name = "compare",
    description = {
      "Compares evaluations of the same queries with the first of them: paired differences",
      "with intervals, classes and queries that changed most, what differs in the settings."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "RESULT",
      arity = "1..*",
      description =
          "run directories, folders that evaluate wrote, or tables of embeddings; called A, B, C …")
  private List<String> locations = new ArrayList<>();

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where compare.json and index.html are written; default comparison")
  private String out = "comparison";

  @Option(
      names = "--require",
      paramLabel = "CONDITION",
      description =
          "end with code 7 unless it holds of all others, e.g. --require 'recall@1 >= A - 0.005'; repeatable")
  private List<String> required = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Requirement> requirements = required.stream().map(Requirement::parse).toList();
    config.withoutTraining("compare");
    ExperimentConfig settings = config.load().config();
    PairedBootstrap bootstrap = bootstrap(settings.evaluate());
    Comparison comparison;
    try (SparkSession spark = Sessions.start("semblance compare")) {
      RunDirectory folder = RunDirectory.at(out, spark.sparkContext().hadoopConfiguration());
      List<ComparedResult> results =
          new ReadResults(spark, settings.evaluate(), folder.root()).at(locations);
      comparison = new CompareResults(spark, results, bootstrap).run(requirements);
      Map<String, String> images =
          Thumbnails.of(
              spark,
              results.stream().map(ComparedResult::images).flatMap(Optional::stream).findFirst(),
              ComparisonPage.shown(comparison),
              settings.report().thumbnailSide());
      folder.files().write(new Path(folder.root(), "compare.json"), json(comparison));
      Path page = new Path(folder.root(), "index.html");
      folder.files().write(page, new ComparisonPage(comparison, images).render());
      PrintWriter terminal = spec.commandLine().getOut();
      ComparisonText.print(comparison, terminal);
      terminal.printf("%nreport  %s%n", page.toUri().getPath());
      terminal.flush();
    }
    List<String> failures = ComparisonText.failures(comparison);
    if (!failures.isEmpty()) {
      throw new SemblanceException(ExitCode.THRESHOLD, String.join("\n", failures));
    }
    return ExitCode.OK.code();
  }

  private static PairedBootstrap bootstrap(EvaluateSettings settings) {
    if (settings.bootstrapResamples() == 0) {
      throw SemblanceException.usage(
          "compare draws classes again for its intervals: evaluate.bootstrap-resamples must be at least 1, got 0");
    }
    return new PairedBootstrap(new Bootstrap(settings.bootstrapResamples(), settings.seed()));
  }

  private static String json(Comparison comparison) {
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(comparison);
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException("cannot write the comparison as JSON", defect);
    }
  }
}
