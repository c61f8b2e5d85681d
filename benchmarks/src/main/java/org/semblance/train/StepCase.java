package org.semblance.train;

import java.util.List;
import org.semblance.image.RandomResizedCrop;
import org.semblance.image.ResizeFilter;
import org.semblance.image.TestRecipe;
import org.semblance.image.TransformSettings;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.LossObjective;
import org.semblance.method.Objective;
import org.semblance.model.Backbone;
import org.semblance.model.BatchNormMode;
import org.semblance.model.Conv4;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.MobileNetV1;
import org.semblance.model.ModelSettings;
import org.semblance.model.Pooling;
import org.semblance.optim.Adam;
import org.semblance.optim.Clipping;
import org.semblance.optim.Schedule;
import org.semblance.optim.WarmUp;
import org.semblance.train.TrainSettings.Algorithm;
import org.semblance.train.TrainSettings.ByGroup;
import org.semblance.train.TrainSettings.CheckpointSettings;
import org.semblance.train.TrainSettings.Compression;
import org.semblance.train.TrainSettings.ExchangeSettings;
import org.semblance.train.TrainSettings.LossScope;
import org.semblance.train.TrainSettings.PrefetchSettings;
import org.semblance.train.TrainSettings.Selection;
import org.semblance.train.TrainSettings.Update;
import org.semblance.train.TrainSettings.ValidationSettings;

/**
 * What is timed: a net, the side of its pictures in pixels, images per step, native threads.
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
        backbone, null, Pooling.AVG, DIMENSION, true, true, BatchNormMode.TRAINABLE, false);
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
        new TestRecipe(side),
        HALF,
        HALF);
  }

  TrainSettings settings(int logEverySteps) {
    return new TrainSettings(
        1,
        1,
        threads,
        1,
        new Adam(0.9, 0.999, 1e-8),
        Update.DEVICE,
        new ByGroup(1e-4, 1e-4, 1e-4),
        new ByGroup(0, 0, 0),
        new Schedule.Constant(),
        new WarmUp(0, 1),
        new Clipping.None(),
        0,
        LossScope.GLOBAL,
        new ValidationSettings(0, 2, Selection.LAST, 0),
        new CheckpointSettings(0, 0, 1),
        new PrefetchSettings(1, 3, 0),
        logEverySteps,
        1,
        new ExchangeSettings(Algorithm.AUTO, Compression.NONE, 60, false));
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
