package org.semblance.training;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.batch.ApfsSettings.PairAnchors;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.batch.ApfsSettings.Placement;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.batch.ApfsSettings.RepresentativeRule;
import org.semblance.batch.ApfsSettings.RepresentativeTransform;
import org.semblance.batch.ApfsSettings.Representatives;
import org.semblance.batch.ApfsSettings.ShortClass;
import org.semblance.batch.ClassMining;
import org.semblance.batch.PlanSettings;
import org.semblance.batch.RoundRule;
import org.semblance.batch.SamplerSettings;
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
import org.semblance.optim.Schedule;
import org.semblance.optim.Sgd;
import org.semblance.optim.WarmUp;
import org.semblance.prep.BuildShards;
import org.semblance.prep.PlanBatches;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.Algorithm;
import org.semblance.train.settings.TrainSettings.ByGroup;
import org.semblance.train.settings.TrainSettings.CheckpointSettings;
import org.semblance.train.settings.TrainSettings.Compression;
import org.semblance.train.settings.TrainSettings.ExchangeSettings;
import org.semblance.train.settings.TrainSettings.LossScope;
import org.semblance.train.settings.TrainSettings.PrefetchSettings;
import org.semblance.train.settings.TrainSettings.Selection;
import org.semblance.train.settings.TrainSettings.Update;
import org.semblance.train.settings.TrainSettings.ValidationSettings;

/** Stripes to train on: an images table, its plan and its shards in a folder. */
record StripedTraining(SparkSession spark, java.nio.file.Path folder) {

  private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);
  private static final PlanSettings PLAN =
      new PlanSettings(new SamplerSettings.Balanced(6, 2, 5), 1 << 20);
  private static final ApfsSettings NO_APFS =
      new ApfsSettings(
          false,
          2,
          3,
          Placement.DISJOINT,
          ShortClass.REPEAT,
          new Representatives(RepresentativeRule.RANDOM_CYCLE, 4, RepresentativeTransform.TRAIN),
          new RoundRule.Coverage(0),
          new ClassMining(ClassMining.Rule.NONE, 0.5, 0, 16, ClassMining.Source.FRESH),
          PairScope.REP,
          PairAnchors.ALL,
          0.1,
          new Proximal(2e-4, 1, Anchor.AUTO, Coupling.COUPLED));

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
    return new TrainSettings(
        3,
        ranks,
        1,
        epochs,
        new Sgd(0.9, true),
        Update.DEVICE,
        new ByGroup(0.05, 0.05, 0.05),
        new ByGroup(1e-4, 1e-4, 0),
        new Schedule.Cosine(0),
        new WarmUp(2, 0.5),
        new Clipping.Value(1),
        1,
        LossScope.GLOBAL,
        new ValidationSettings(1, 100, Selection.BEST, 0),
        new CheckpointSettings(1, 1, 50),
        new PrefetchSettings(1, 2, 1 << 20),
        1,
        maxAttempts,
        new ExchangeSettings(Algorithm.AUTO, Compression.NONE, 60, false));
  }

  HadoopModelFolder modelFolder(String run) {
    return new HadoopModelFolder(new Configuration(), path(run + "/model"));
  }

  Path path(String name) {
    return new Path(folder.resolve(name).toString());
  }
}
