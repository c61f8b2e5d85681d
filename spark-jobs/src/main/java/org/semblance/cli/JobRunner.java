package org.semblance.cli;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.config.ConfigWriter;
import org.semblance.config.LoadedConfig;
import org.semblance.experiment.ExperimentConfig;
import org.semblance.experiment.Provenance;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.progress.ConsoleProgress;
import org.semblance.progress.Terminal;
import org.semblance.run.JobResult;
import org.semblance.run.RunDirectory;
import org.semblance.run.RunLock;
import org.semblance.run.RunLog;
import org.semblance.stage.Interruption;
import org.semblance.stage.Obstacles;
import org.semblance.stage.Resumption;
import org.semblance.stage.Stage;
import org.semblance.stage.StageContext;
import org.semblance.stage.StagePlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From arguments to an exit code: configuration, run directory, session, stages, result. Whatever
 * happens after the run directory is locked is told by {@code result.json}.
 */
@SuppressWarnings("try") // the lock, the log and the signals only have to be closed
final class JobRunner {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final String verb;
  private final List<String> arguments;
  private final JobOptions options;
  private final List<Stage> stages;

  JobRunner(String verb, List<String> arguments, JobOptions options, List<Stage> stages) {
    this.verb = verb;
    this.arguments = arguments;
    this.options = options;
    this.stages = stages;
  }

  ExitCode run() {
    LoadedConfig<ExperimentConfig> loaded = options.config.load();
    String location = options.runDir == null ? "runs/" + loaded.config().name() : options.runDir;
    RunDirectory run = RunDirectory.at(location, new Configuration());
    Resumption resumption = new Resumption(options.resume, options.from, Pipeline.names());
    if (options.dryRun) {
      List<StagePlan.Step> steps = StagePlan.of(stages, run, loaded, resumption);
      DryRun.print(steps, loaded.config(), run, System.out);
      refuseObstacles(steps, loaded.config());
      return ExitCode.OK;
    }
    try (RunLock lock = RunLock.acquire(run)) {
      List<StagePlan.Step> steps = StagePlan.of(stages, run, loaded, resumption);
      run.files().write(run.config(), ConfigWriter.yaml(loaded.tree()));
      return logged(loaded, run, steps);
    }
  }

  private ExitCode logged(
      LoadedConfig<ExperimentConfig> loaded, RunDirectory run, List<StagePlan.Step> steps) {
    Interruption interruption = new Interruption();
    JobRecorder recorder =
        new JobRecorder(run, JobResult.running(verb, run, Provenance.ofProcess(arguments)));
    try (RunLog log = RunLog.open(run);
        Signals signals = Signals.watch(interruption);
        ConsoleProgress progress = new ConsoleProgress(Terminal.ofProcess(options.quiet))) {
      ExitCode code;
      try {
        execute(loaded.config(), run, steps, recorder, progress, interruption);
        code = recorder.succeeded(interruption);
      } catch (Throwable failure) {
        // Spark throws checked exceptions that it does not declare.
        code = failed(failure, run, recorder, progress, interruption);
      }
      return code;
    }
  }

  private void execute(
      ExperimentConfig config,
      RunDirectory run,
      List<StagePlan.Step> steps,
      JobRecorder recorder,
      ConsoleProgress progress,
      Interruption interruption) {
    refuseObstacles(steps, config);
    try (SparkSession spark = Sessions.start("semblance " + verb + " " + config.name())) {
      progress.say(Sessions.headline(spark, config.name(), run));
      StageContext context = new StageContext(spark, config, run, progress, interruption, false);
      new StageLoop(context, recorder, progress).execute(steps);
    }
    ResultTable.print(recorder.metrics(), System.out);
    Path page = new Path(run.report(), "index.html");
    if (run.files().exists(page)) {
      System.out.println("report  " + page.toUri().getPath());
    }
    Thresholds.check(options.required, recorder.metrics());
  }

  private static void refuseObstacles(List<StagePlan.Step> steps, ExperimentConfig config) {
    List<Stage> executed =
        steps.stream()
            .filter(step -> step.action() != StagePlan.Action.SKIP)
            .map(StagePlan.Step::stage)
            .toList();
    Obstacles.refuse(Obstacles.of(executed, config, Sessions.settings("")));
  }

  private static ExitCode failed(
      Throwable failure,
      RunDirectory run,
      JobRecorder recorder,
      ConsoleProgress progress,
      Interruption interruption) {
    // Below the console's level: the user reads one sentence, the log has the stack trace.
    LOG.info("the job failed", failure);
    if (interruption.isRequested()) {
      return recorder.interrupted(interruption);
    }
    SemblanceException fault = Faults.of(failure);
    progress.complain(String.valueOf(fault.getMessage()));
    if (fault.exitCode() == ExitCode.INTERNAL) {
      progress.complain("the stack trace is in " + run.log().toUri().getPath());
    }
    return recorder.failed(fault);
  }
}
