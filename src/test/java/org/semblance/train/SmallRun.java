package org.semblance.train;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
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
import org.semblance.batch.RoundRule;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.image.transform.EvalTransform;
import org.semblance.image.transform.NoAugmentation;
import org.semblance.image.transform.RandomResizedCrop;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.image.transform.TransformSettings;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.distill.Diffusion;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.distill.SelfDistillation;
import org.semblance.method.memvir.MemVir;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.objective.Objective;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelSettings;
import org.semblance.model.Pooling;
import org.semblance.model.backbone.Conv4;
import org.semblance.model.block.BatchNormMode;
import org.semblance.optim.Adam;
import org.semblance.optim.Clipping;
import org.semblance.optim.Schedule;
import org.semblance.optim.UpdateRule;
import org.semblance.optim.WarmUp;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.feed.StripedImages;
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

/** A run small enough for a test, with every kind of state: moments, memory, teacher, best. */
public final class SmallRun {

  static final ModelSettings MODEL = model(BatchNormMode.TRAINABLE);

  /** Plans are read, not made. */
  public static final ApfsSettings NO_APFS =
      new ApfsSettings(
          false,
          2,
          2,
          Placement.DISJOINT,
          ShortClass.REPEAT,
          new Representatives(RepresentativeRule.RANDOM_CYCLE, 1, RepresentativeTransform.TRAIN),
          new RoundRule.Coverage(0),
          new ClassMining(ClassMining.Rule.NONE, 0, 0, 1, ClassMining.Source.FRESH),
          PairScope.ALL,
          PairAnchors.ALL,
          0,
          new Proximal(0, 1, Anchor.LAST, Coupling.COUPLED));

  private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

  private SmallRun() {}

  public static ModelSettings model(BatchNormMode batchNorm) {
    return new ModelSettings(
        new Conv4(8), null, new Pooling.Average(), 16, true, true, batchNorm, false);
  }

  public static TrainSettings settings(int epochs, double learningRate, int ranks) {
    return settings(epochs, learningRate, ranks, new Adam(0.9, 0.999, 1e-8), Update.DEVICE, 0);
  }

  public static TrainSettings settings(
      int epochs,
      double learningRate,
      int ranks,
      UpdateRule rule,
      Update update,
      int freezeBackboneEpochs) {
    return new TrainSettings(
        5,
        ranks,
        1,
        epochs,
        rule,
        update,
        new ByGroup(learningRate, learningRate, learningRate),
        new ByGroup(1e-4, 1e-4, 0),
        new Schedule.Step(3, 0.5),
        new WarmUp(3, 0.1),
        new Clipping.Norm(5),
        freezeBackboneEpochs,
        LossScope.GLOBAL,
        new ValidationSettings(1, 30, Selection.LAST, 0),
        new CheckpointSettings(1, 3, 2),
        new PrefetchSettings(2, 2, 0),
        1,
        1,
        new ExchangeSettings(Algorithm.AUTO, Compression.NONE, 60, false));
  }

  /** The same with another seed. */
  static TrainSettings seeded(TrainSettings settings, long seed) {
    return copy(settings, seed, settings.lossScope(), settings.validation(), settings.checkpoint());
  }

  /** The same with another scope of losses. */
  public static TrainSettings scoped(TrainSettings settings, LossScope scope) {
    return copy(settings, settings.seed(), scope, settings.validation(), settings.checkpoint());
  }

  /** The same with other checks and checkpoints. */
  public static TrainSettings checked(
      TrainSettings settings, ValidationSettings validation, CheckpointSettings checkpoint) {
    return copy(settings, settings.seed(), settings.lossScope(), validation, checkpoint);
  }

  private static TrainSettings copy(
      TrainSettings settings,
      long seed,
      LossScope scope,
      ValidationSettings validation,
      CheckpointSettings checkpoint) {
    return new TrainSettings(
        seed,
        settings.ranks(),
        settings.threads(),
        settings.epochs(),
        settings.optimizer(),
        settings.update(),
        settings.learningRate(),
        settings.weightDecay(),
        settings.schedule(),
        settings.warmUp(),
        settings.clip(),
        settings.freezeBackboneEpochs(),
        scope,
        validation,
        checkpoint,
        settings.prefetch(),
        settings.logEverySteps(),
        settings.maxAttempts(),
        settings.exchange());
  }

  public static TransformSettings transform() {
    return new TransformSettings(
        StripedImages.SIDE,
        ResizeFilter.BILINEAR,
        new RandomResizedCrop(0.6, 1, 0.9, 1.1, false),
        new EvalTransform(StripedImages.SIDE),
        HALF,
        HALF);
  }

  static TransformSettings plainTransform() {
    return new TransformSettings(
        StripedImages.SIDE,
        ResizeFilter.BILINEAR,
        new NoAugmentation(),
        new EvalTransform(StripedImages.SIDE),
        HALF,
        HALF);
  }

  static TrainingRun of(TrainSettings settings) {
    return new TrainingRun(settings, MODEL, transform(), NO_APFS, initialValues(MODEL));
  }

  public static Map<String, float[]> initialValues(ModelSettings model) {
    return EmbeddingNet.of(model, StripedImages.SIDE).initialValues(5);
  }

  /** Norm-softmax with MemVir and self-distillation. */
  public static Objective objective(int epochs) {
    return new SelfDistillation(
        new MemVir(new NormSoftmax(10, true), new MemVirSettings(true, 2, 1, 1)),
        new ObdSdSettings(true, 5, 1, 0.5, 1, Diffusion.CODE_ORDER),
        epochs);
  }

  static Trained train(
      TrainingRun run,
      Path folder,
      Start start,
      TrainProgress.Listener listener,
      BooleanSupplier stop) {
    try (Objective objective = objective(run.settings().epochs());
        Collective alone = InProcessCollective.group(1).get(0)) {
      return run.execute(
          objective,
          start,
          new RankContext(
              StripedImages.small(),
              new LocalStorage(folder),
              alone,
              Device.cpu(),
              listener,
              stop));
    }
  }

  static Trained train(TrainingRun run, Path folder, Start start) {
    return train(run, folder, start, progress -> {}, () -> false);
  }
}
