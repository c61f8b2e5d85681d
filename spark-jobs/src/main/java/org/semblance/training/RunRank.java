package org.semblance.training;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.semblance.collective.Collective;
import org.semblance.embed.HadoopModelFolder;
import org.semblance.fault.SemblanceException;
import org.semblance.method.objective.Objective;
import org.semblance.model.ModelDescription;
import org.semblance.model.ModelFiles;
import org.semblance.table.PlanReader;
import org.semblance.table.ShardReader;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainingRun;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rank's task: trains, and as the first rank writes the model.
 *
 * @param values initial values of the net's tensors by name
 * @param start of this attempt
 * @param entry to this attempt's process group
 */
record RunRank(
    TrainSpec spec,
    TrainPaths paths,
    Broadcast<SerializableConfiguration> hadoop,
    Broadcast<Map<String, float[]>> values,
    Start start,
    GroupEntry entry,
    ProgressAccumulator progress)
    implements BarrierStage.RankTask<RankReport> {

  private static final Logger LOG = LoggerFactory.getLogger(RunRank.class);

  @Override
  public RankReport run(BarrierTaskContext task) {
    String host = SparkEnv.get().blockManager().blockManagerId().host();
    RankChecks checks = new RankChecks(host, task.resourcesJMap());
    try {
      LOG.info("{}", Scratch.requireRoom());
      return report(task, checks.device(spec.train().threads()));
    } catch (RuntimeException | LinkageError failure) {
      return RankReport.of(failure);
    }
  }

  private RankReport report(BarrierTaskContext task, Device device) {
    try (Collective collective = entry.enter(task)) {
      try {
        return RankReport.of(train(task, collective, device).outcome());
      } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError failure) {
        RankReport report = RankReport.of(failure);
        collective.abort(report.message());
        return report;
      }
    }
  }

  private Trained train(BarrierTaskContext task, Collective collective, Device device)
      throws IOException {
    Configuration conf = hadoop.value().value();
    long cacheBytes = spec.train().prefetch().diskBytes();
    try (ShardReader shards = ShardReader.open(conf, paths.shards(), Scratch.folder(), cacheBytes);
        Objective objective = spec.objective()) {
      Trained trained =
          new TrainingRun(
                  spec.train().withFiles(RunRank::shipped),
                  spec.model(),
                  spec.transform(),
                  spec.methods().apfs(),
                  values.value())
              .execute(
                  objective,
                  start,
                  new RankContext(
                      new ShardData(plan(conf), shards, task.partitionId(), spec.train().ranks()),
                      new HadoopStorage(conf, paths.run()),
                      collective,
                      device,
                      collective.rank() == 0 ? progress::set : ignored -> {},
                      task::isInterrupted));
      if (collective.rank() == 0 && trained.outcome().ending() != Ending.STOPPED) {
        ModelFiles.write(
            new HadoopModelFolder(conf, paths.model()),
            ModelDescription.of(spec.name(), spec.model(), spec.transform()),
            trained.weights());
      }
      return trained;
    }
  }

  private PlanReader plan(Configuration conf) {
    PlanReader plan = PlanReader.open(conf, paths.plan());
    if (!spec.methods().apfs().plannedLive() && plan.rounds() < spec.train().epochs()) {
      throw SemblanceException.data(
          "the plan table %s has %d rounds, train.epochs is %d: run plan again"
              .formatted(paths.plan(), plan.rounds(), spec.train().epochs()));
    }
    return plan;
  }

  /** Where a file or archive that traveled with the job is, or its name if it did not. */
  private static String shipped(String name) {
    String path = SparkFiles.get(name);
    return Files.exists(Path.of(path)) ? path : name;
  }
}
