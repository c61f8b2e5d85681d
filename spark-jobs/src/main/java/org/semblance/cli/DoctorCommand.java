package org.semblance.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.semblance.doctor.Check;
import org.semblance.doctor.Doctor;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.experiment.Provenance;
import org.semblance.fault.ExitCode;
import org.semblance.run.RunDirectory;
import org.semblance.stage.Obstacles;
import org.semblance.stage.TrainStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells whether jobs can run here, and what to change if not. */
@Command(
    name = "doctor",
    description = {
      "Checks the driver, the cluster's settings and every executor;",
      "with --config also whether that experiment could train."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "where batches are planned; with --config: is there memory to train on them")
  private @Nullable String runDir;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Provenance.installed().forEach((name, version) -> out.printf("     %-26s %s%n", name, version));
    out.flush();
    List<Check> checks = new ArrayList<>();
    try (SparkSession spark = Sessions.start("semblance doctor")) {
      Doctor doctor = new Doctor(spark);
      checks.addAll(doctor.examine(Obstacles.of(spark.sparkContext().conf())));
      if (config.file != null) {
        ofExperiment(spark, config.load().config()).stream()
            .filter(check -> checks.stream().noneMatch(told -> told.found().equals(check.found())))
            .forEach(checks::add);
      }
    }
    checks.forEach(check -> print(check, out));
    out.flush();
    boolean fails = checks.stream().anyMatch(check -> check.verdict() == Check.Verdict.FAIL);
    return (fails ? ExitCode.PREFLIGHT : ExitCode.OK).code();
  }

  private List<Check> ofExperiment(SparkSession spark, ExperimentConfig experiment) {
    return new Doctor(spark)
        .examine(
            Obstacles.of(Pipeline.stages(), experiment, spark.sparkContext().conf()),
            experiment.train(),
            Optional.ofNullable(runDir)
                .map(location -> RunDirectory.at(location, new Configuration()))
                .flatMap(run -> TrainStage.memory(TrainStage.spec(experiment), run)));
  }

  private static void print(Check check, PrintWriter out) {
    out.printf(
        "%-4s %-26s %s%n",
        check.verdict().name().toLowerCase(Locale.ROOT), check.subject(), check.found());
    if (!check.remedy().isEmpty()) {
      out.printf("     %-26s → %s%n", "", check.remedy());
    }
  }
}
