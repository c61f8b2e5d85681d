package org.semblance.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.semblance.LocalSpark;
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
import org.semblance.config.ConfigLoader;
import org.semblance.fault.ExitCode;
import org.semblance.fault.SemblanceException;
import org.semblance.image.NoAugmentation;
import org.semblance.image.ResizeFilter;
import org.semblance.image.TestRecipe;
import org.semblance.image.TransformSettings;
import org.semblance.jobs.embed.HadoopModelFolder;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.Diffusion;
import org.semblance.method.MemVirSettings;
import org.semblance.method.MethodSettings;
import org.semblance.method.ObdSdSettings;
import org.semblance.model.BatchNormMode;
import org.semblance.model.Conv4;
import org.semblance.model.ModelFiles;
import org.semblance.model.ModelSettings;
import org.semblance.model.Pooling;
import org.semblance.optim.Clipping;
import org.semblance.optim.Schedule;
import org.semblance.optim.Sgd;
import org.semblance.optim.WarmUp;
import org.semblance.prep.BuildShards;
import org.semblance.prep.PlanBatches;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainProgress;
import org.semblance.train.TrainSettings;
import org.semblance.train.TrainSettings.ByGroup;
import org.semblance.train.TrainSettings.CheckpointSettings;
import org.semblance.train.TrainSettings.LossScope;
import org.semblance.train.TrainSettings.PrefetchSettings;
import org.semblance.train.TrainSettings.Selection;
import org.semblance.train.TrainSettings.ValidationSettings;
import org.semblance.train.TrainingRun.Start;

@ExtendWith(LocalSpark.class)
@TestInstance(Lifecycle.PER_CLASS)
class TrainOnExecutorsIT {

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
  private static final int EPOCHS = 4;
  private static final int PLANNED = 60;

  @TempDir static java.nio.file.Path folder;

  @BeforeAll
  void prepare(SparkSession spark) {
    StripedTable.write(spark, path("images"));
    new PlanBatches(spark, PLAN, NO_APFS, 3, PLANNED, 1, path("images"), path("plan")).execute();
    new BuildShards(spark, PLAN, path("images"), path("shards")).execute();
  }

  @Test
  void trainsAndWritesTheModel(SparkSession spark) throws IOException {
    TrainResult result =
        job(spark, settings(EPOCHS, 1), "whole", Start.ANEW, p -> {}, () -> false).execute();
    assertThat(result.outcome().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(result.outcome().cursor().total()).isEqualTo(5L * EPOCHS);
    assertThat(result.validation()).containsKeys("validation/map@r", "validation/recall@1");
    assertThat(result.outcome().imagesPerSecond()).isPositive();
    ModelFiles model = ModelFiles.read(modelFolder("whole"));
    assertThat(model.description().name()).isEqualTo("stripes");
    assertThat(model.values()).containsKey("head.weight");
    assertThat(Files.readAllLines(folder.resolve("whole/metrics.jsonl")))
        .hasSize(5 * EPOCHS + EPOCHS);
    assertThat(folder.resolve("whole/events")).isNotEmptyDirectory();
  }

  @Test
  void tellsTheDriverWhileRanksTrain(SparkSession spark) {
    List<TrainProgress> heard = new CopyOnWriteArrayList<>();
    TrainOnExecutors longer =
        job(spark, settings(PLANNED, 1), "heard", Start.ANEW, heard::add, () -> heard.size() >= 2);
    assertThatThrownBy(longer::execute).hasMessageStartingWith("training was stopped");
    assertThat(heard).extracting(TrainProgress::step).isSorted().doesNotHaveDuplicates();
    assertThat(heard.get(0).totalSteps()).isEqualTo(5L * PLANNED);
  }

  @Test
  void stopsWithACheckpointAndResumesBitForBit(SparkSession spark) throws IOException {
    job(spark, settings(EPOCHS, 1), "reference", Start.ANEW, p -> {}, () -> false).execute();
    java.nio.file.Path checkpoints = folder.resolve("stopped/checkpoints");
    BooleanSupplier onceSaved = () -> Files.exists(checkpoints.resolve("step-000000000002"));
    TrainOnExecutors stopped =
        job(spark, settings(EPOCHS, 1), "stopped", Start.ANEW, p -> {}, onceSaved);
    assertThatThrownBy(stopped::execute)
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.TERMINATED))
        .hasMessage(
            "training was stopped; its state is in %s/checkpoints: continue with --resume"
                .formatted(path("stopped")));
    assertThat(folder.resolve("stopped/model")).doesNotExist();
    TrainResult resumed =
        job(spark, settings(EPOCHS, 1), "stopped", Start.RESUME, p -> {}, () -> false).execute();
    assertThat(resumed.outcome().resumedAt()).isBetween(2L, 5L * EPOCHS - 1);
    assertThat(Files.readAllBytes(folder.resolve("stopped/model/model.safetensors")))
        .isEqualTo(Files.readAllBytes(folder.resolve("reference/model/model.safetensors")));
  }

  @Test
  void writesTheInitialModelWithoutEpochs(SparkSession spark) {
    TrainResult result =
        job(spark, settings(0, 1), "untrained", Start.ANEW, p -> {}, () -> false).execute();
    assertThat(result.outcome().cursor().total()).isZero();
    assertThat(ModelFiles.read(modelFolder("untrained")).values()).containsKey("head.weight");
  }

  @Test
  void passesTheFirstFailureOn(SparkSession spark) {
    TrainOnExecutors unplanned =
        job(spark, settings(PLANNED + 1, 1), "failed", Start.ANEW, p -> {}, () -> false);
    assertThatThrownBy(unplanned::execute)
        .isInstanceOfSatisfying(
            SemblanceException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessage(
            "the plan table %s has %d rounds, train.epochs is %d: run plan again"
                .formatted(path("plan"), PLANNED, PLANNED + 1));
  }

  @Test
  void refusesMoreThanOneRank(SparkSession spark) {
    assertThatThrownBy(
            job(spark, settings(1, 2), "ranks", Start.ANEW, p -> {}, () -> false)::execute)
        .hasMessage("train.ranks must be 1 in this version, got 2");
  }

  @Test
  void refusesSpeculation(SparkSession spark) {
    spark.sparkContext().conf().set("spark.speculation", "true");
    try {
      assertThatThrownBy(
              job(spark, settings(1, 1), "speculation", Start.ANEW, p -> {}, () -> false)::execute)
          .hasMessage(
              "spark.speculation must be false while training, got true: a second copy of a rank"
                  + " would train on its own; add --conf spark.speculation=false");
    } finally {
      spark.sparkContext().conf().remove("spark.speculation");
    }
  }

  private static TrainOnExecutors job(
      SparkSession spark,
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
            new Conv4(8), null, Pooling.AVG, 16, true, true, BatchNormMode.TRAINABLE, false),
        new TransformSettings(
            16, ResizeFilter.BILINEAR, new NoAugmentation(), new TestRecipe(16), HALF, HALF),
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

  private static TrainSettings settings(int epochs, int ranks) {
    return new TrainSettings(
        3,
        ranks,
        1,
        epochs,
        new Sgd(0.9, true),
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
        2);
  }

  private static HadoopModelFolder modelFolder(String run) {
    return new HadoopModelFolder(new Configuration(), path(run + "/model"));
  }

  private static Path path(String name) {
    return new Path(folder.resolve(name).toString());
  }
}
