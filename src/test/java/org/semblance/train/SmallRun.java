package org.semblance.train;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.PairScope;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.config.Settings;
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
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.ByGroup;
import org.semblance.train.settings.TrainSettings.CheckpointSettings;
import org.semblance.train.settings.TrainSettings.LossScope;
import org.semblance.train.settings.TrainSettings.PrefetchSettings;
import org.semblance.train.settings.TrainSettings.Update;
import org.semblance.train.settings.TrainSettings.ValidationSettings;

/** A run small enough for a test, with every kind of state: moments, memory, teacher, best. */
public final class SmallRun {

  static final ModelSettings MODEL = model(BatchNormMode.TRAINABLE);

  /** Plans are read, not made. */
  public static final ApfsSettings NO_APFS =
      Settings.of(ApfsSettings.class)
          .with("classes-per-batch", 2)
          .with("images-per-class", 2)
          .with("pair-scope", PairScope.ALL)
          .with("proximal.lambda", 0)
          .with("proximal.anchor", Anchor.LAST)
          .build();

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
    return Settings.of(TrainSettings.class)
        .with("seed", 5)
        .with("ranks", ranks)
        .with("threads", 1)
        .with("epochs", epochs)
        .with("optimizer", rule)
        .with("update", update)
        .with("learning-rate", new ByGroup(learningRate, learningRate, learningRate))
        .with("weight-decay", new ByGroup(1e-4, 1e-4, 0))
        .with("schedule", new Schedule.Step(3, 0.5))
        .with("warm-up.steps", 3)
        .with("clip", new Clipping.Norm(5))
        .with("freeze-backbone-epochs", freezeBackboneEpochs)
        .with("validation.max-images", 30)
        .with("checkpoint.every-steps", 3)
        .with("prefetch", new PrefetchSettings(2, 2, 0))
        .with("log-every-steps", 1)
        .with("max-attempts", 1)
        .with("exchange.deadline-seconds", 60)
        .with("exchange.require-authentication", false)
        .build();
  }

  /** The same with another seed. */
  static TrainSettings seeded(TrainSettings settings, long seed) {
    return Settings.from(settings).with("seed", seed).build();
  }

  /** The same with another scope of losses. */
  public static TrainSettings scoped(TrainSettings settings, LossScope scope) {
    return Settings.from(settings).with("loss-scope", scope).build();
  }

  /** The same with other checks and checkpoints. */
  public static TrainSettings checked(
      TrainSettings settings, ValidationSettings validation, CheckpointSettings checkpoint) {
    return Settings.from(settings)
        .with("validation", validation)
        .with("checkpoint", checkpoint)
        .build();
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
