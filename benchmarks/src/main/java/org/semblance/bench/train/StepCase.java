package org.semblance.bench.train;

import java.util.List;
import org.semblance.config.Settings;
import org.semblance.image.transform.EvalTransform;
import org.semblance.image.transform.RandomResizedCrop;
import org.semblance.image.transform.ResizeFilter;
import org.semblance.image.transform.TransformSettings;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.objective.LossObjective;
import org.semblance.method.objective.Objective;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelSettings;
import org.semblance.model.Pooling;
import org.semblance.model.backbone.Backbone;
import org.semblance.model.backbone.Conv4;
import org.semblance.model.backbone.MobileNetV1;
import org.semblance.model.block.BatchNormMode;
import org.semblance.optim.WarmUp;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.Algorithm;
import org.semblance.train.settings.TrainSettings.ByGroup;
import org.semblance.train.settings.TrainSettings.CheckpointSettings;
import org.semblance.train.settings.TrainSettings.Compression;
import org.semblance.train.settings.TrainSettings.ExchangeSettings;
import org.semblance.train.settings.TrainSettings.PrefetchSettings;
import org.semblance.train.settings.TrainSettings.Selection;
import org.semblance.train.settings.TrainSettings.ValidationSettings;

/**
 * What is timed: a net, the side of its images in pixels, images per step, native threads.
 *
 * @param net {@code conv4} (64 channels) or {@code mobilenet-v1} (width 0.75)
 */
record StepCase(String net, int side, int batch, int threads) {

  static final int CLASSES = 100;
  private static final int DIMENSION = 128;
  private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

  ModelSettings model() {
    Backbone backbone = net.equals("conv4") ? new Conv4(64) : new MobileNetV1(0.75);
    return new ModelSettings(
        backbone,
        null,
        new Pooling.Average(),
        DIMENSION,
        true,
        true,
        BatchNormMode.TRAINABLE,
        false);
  }

  EmbeddingNet unbound() {
    return EmbeddingNet.of(model(), side);
  }

  Objective objective() {
    return new LossObjective(new NormSoftmax(23, false));
  }

  TransformSettings transform() {
    return new TransformSettings(
        side,
        ResizeFilter.BILINEAR,
        new RandomResizedCrop(0.5, 1, 0.8, 1.25, true),
        new EvalTransform(side),
        HALF,
        HALF);
  }

  TrainSettings settings(int logEverySteps) {
    return Settings.of(TrainSettings.class)
        .with("seed", 1)
        .with("ranks", 1)
        .with("threads", threads)
        .with("epochs", 1)
        .with("learning-rate", new ByGroup(1e-4, 1e-4, 1e-4))
        .with("weight-decay", new ByGroup(0, 0, 0))
        .with("warm-up", new WarmUp(0, 1))
        .with("validation", new ValidationSettings(0, 2, Selection.LAST, 0))
        .with("checkpoint", new CheckpointSettings(0, 0, 1))
        .with("prefetch", new PrefetchSettings(1, 3, 0))
        .with("log-every-steps", logEverySteps)
        .with("max-attempts", 1)
        .with("exchange", new ExchangeSettings(Algorithm.AUTO, Compression.NONE, 60, false))
        .build();
  }

  float[] pictures() {
    float[] values = new float[batch * 3 * side * side];
    java.util.SplittableRandom random = new java.util.SplittableRandom(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return values;
  }

  int[] labels() {
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }
}
