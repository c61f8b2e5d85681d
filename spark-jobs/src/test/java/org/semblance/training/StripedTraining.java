package org.semblance.training;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.PlanSettings;
import org.semblance.batch.SamplerSettings;
import org.semblance.config.Settings;
import org.semblance.embed.HadoopModelFolder;
import org.semblance.experiment.ConfigLoader;
import org.semblance.image.transform.EvalTransform;
import org.semblance.image.transform.NoAugmentation;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.image.transform.TransformSettings;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.MethodSettings;
import org.semblance.method.distill.Diffusion;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.model.ModelSettings;
import org.semblance.model.Pooling;
import org.semblance.model.backbone.Conv4;
import org.semblance.model.block.BatchNormMode;
import org.semblance.optim.Clipping;
import org.semblance.optim.Sgd;
import org.semblance.optim.WarmUp;
import org.semblance.prep.BuildShards;
import org.semblance.prep.PlanBatches;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.ByGroup;
import org.semblance.train.settings.TrainSettings.CheckpointSettings;
import org.semblance.train.settings.TrainSettings.PrefetchSettings;
import org.semblance.train.settings.TrainSettings.Selection;

/** Stripes to train on: an images table, its plan and its shards in a folder. */
record StripedTraining(SparkSession spark, java.nio.file.Path folder) {

  private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);
  private static final PlanSettings PLAN =
      new PlanSettings(new SamplerSettings.Balanced(6, 2, 5), 1 << 20);
  private static final ApfsSettings NO_APFS =
      Settings.of(ApfsSettings.class)
          .with("classes-per-batch", 2)
          .with("images-per-class", 3)
          .build();

  /** Writes what training reads. */
  void prepare(int rounds, int ranks) {
    StripedTable.write(spark, path("images"));
    new PlanBatches(spark, PLAN, NO_APFS, 3, rounds, ranks, path("images"), path("plan")).execute();
    new BuildShards(spark, PLAN, path("images"), path("shards")).execute();
  }

  /** A run of its own folder. */
  TrainOnExecutors job(
      TrainSettings settings,
      String run,
      Start start,
      TrainProgress.Listener listener,
      BooleanSupplier stop) {
    TrainPaths paths =
        new TrainPaths(path("plan"), path("shards"), path(run), path(run + "/model"));
    return new TrainOnExecutors(spark, spec(settings), paths, start, listener, stop);
  }

  private static TrainSpec spec(TrainSettings settings) {
    return new TrainSpec(
        "stripes",
        settings,
        new ModelSettings(
            new Conv4(8),
            null,
            new Pooling.Average(),
            16,
            true,
            true,
            BatchNormMode.TRAINABLE,
            false),
        new TransformSettings(
            16, ResizeFilter.BILINEAR, new NoAugmentation(), new EvalTransform(16), HALF, HALF),
        new NormSoftmax(10, true),
        methods());
  }

  /** MemVir and self-distillation. */
  private static MethodSettings methods() {
    MethodSettings defaults =
        ConfigLoader.load(null, List.of("train.seed=1", "name=stripes")).config().methods();
    return new MethodSettings(
        new MemVirSettings(true, 2, 1, 1),
        defaults.xbm(),
        defaults.apfs(),
        defaults.regularization(),
        new ObdSdSettings(true, 5, 1, 0.5, 1, Diffusion.CODE_ORDER));
  }

  static TrainSettings settings(int epochs, int ranks) {
    return settings(epochs, ranks, 2);
  }

  static TrainSettings settings(int epochs, int ranks, int maxAttempts) {
    return Settings.of(TrainSettings.class)
        .with("seed", 3)
        .with("ranks", ranks)
        .with("threads", 1)
        .with("epochs", epochs)
        .with("optimizer", new Sgd(0.9, true))
        .with("learning-rate", new ByGroup(0.05, 0.05, 0.05))
        .with("weight-decay", new ByGroup(1e-4, 1e-4, 0))
        .with("schedule.type", "cosine")
        .with("warm-up", new WarmUp(2, 0.5))
        .with("clip", new Clipping.Value(1))
        .with("freeze-backbone-epochs", 1)
        .with("validation.max-images", 100)
        .with("validation.model", Selection.BEST)
        .with("checkpoint", new CheckpointSettings(1, 1, 50))
        .with("prefetch", new PrefetchSettings(1, 2, 1 << 20))
        .with("log-every-steps", 1)
        .with("max-attempts", maxAttempts)
        .with("exchange.deadline-seconds", 60)
        .with("exchange.require-authentication", false)
        .build();
  }

  HadoopModelFolder modelFolder(String run) {
    return new HadoopModelFolder(new Configuration(), path(run + "/model"));
  }

  Path path(String name) {
    return new Path(folder.resolve(name).toString());
  }
}
