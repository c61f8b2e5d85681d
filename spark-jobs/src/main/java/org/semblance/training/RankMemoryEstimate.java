package org.semblance.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.semblance.batch.ApfsSettings;
import org.semblance.fault.SemblanceException;
import org.semblance.method.objective.Objective;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.block.NetTensor;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.Update;

/**
 * What a rank's memory holds while it trains, in bytes, known before training. Outside the heap, or
 * on the device: weights, their gradients, the optimizer's moments, a teacher, what methods
 * remember, activations (an estimate), batches ready to be used (always outside the heap). On the
 * heap: the initial weights, copies for the exchange and for a checkpoint, validation, and a slice
 * of the moments where the update is sharded.
 */
public record RankMemoryEstimate(
    long weights,
    long gradients,
    long moments,
    long teacher,
    long remembered,
    long activations,
    long feed,
    long initial,
    long exchange,
    long checkpoint,
    long validation) {

  private static final int COLORS = 3;

  /** Joined gradients, their copies from and to the device, addends of the other ranks. */
  private static final int EXCHANGE_COPIES = 4;

  /**
   * The memory of a training.
   *
   * @param plan counts of the plan stage
   */
  public static RankMemoryEstimate of(TrainSpec spec, Map<String, Long> plan) {
    TrainSettings train = spec.train();
    EmbeddingNet net = EmbeddingNet.of(spec.model(), spec.transform().side());
    int classes = count(plan, "classes") + count(plan, "dropped-classes");
    int rows = rowsPerStep(spec, plan);
    long rowsPerRank = -Math.floorDiv(-rows, train.ranks());
    long all = bytes(net.tensors());
    long trained = bytes(net.tensors().stream().filter(NetTensor::trainable).toList());
    try (Objective objective = spec.objective()) {
      long ofLoss =
          objective.tensors(classes, net.dimension()).stream()
              .mapToLong(tensor -> bytes(tensor.shape()))
              .sum();
      long moments = (trained + ofLoss) * train.optimizer().moments().size();
      boolean sharded = train.update() == Update.SHARDED;
      long teacher = objective.needsTeacher(train.epochs() - 1) ? all : 0;
      long remembered = objective.memoryFootprintBytes(rows, classes, net.dimension());
      long picture = (long) COLORS * net.inputSide() * net.inputSide() * Float.BYTES;
      return new RankMemoryEstimate(
          all + ofLoss,
          trained + ofLoss,
          sharded ? 0 : moments,
          teacher,
          remembered,
          net.heldValues() * Float.BYTES * rowsPerRank,
          picture * rowsPerRank * (train.prefetch().batches() + 1),
          all,
          (train.ranks() == 1 ? 0 : EXCHANGE_COPIES * (all + ofLoss))
              + (sharded ? moments / train.ranks() : 0),
          all + ofLoss + moments + teacher + remembered,
          (long) train.validation().maxImages() * net.dimension() * Float.BYTES);
    }
  }

  /**
   * Refuses a training that the session's executors have certainly no memory for; warns of one that
   * they may not have enough for.
   *
   * @throws SemblanceException preflight
   */
  public void require(SparkContext spark) {
    MemoryLimits.of(spark).require(this);
  }

  /** Bytes outside the heap that are certain. */
  long least() {
    return weights + gradients + moments + teacher + remembered + feed;
  }

  /** Bytes outside the heap. */
  long outside() {
    return least() + activations;
  }

  /** Bytes on the heap. */
  long heap() {
    return initial + exchange + checkpoint + validation;
  }

  /** One line for the terminal. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "memory per rank: heap %s; outside %s (weights %s, gradients %s, moments %s, teacher %s, memory of past steps at most %s, activations about %s, batches %s)",
        text(heap()),
        text(outside()),
        text(weights),
        text(gradients),
        text(moments),
        text(teacher),
        text(remembered),
        text(activations),
        text(feed));
  }

  static String text(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static long bytes(List<NetTensor> tensors) {
    return tensors.stream().mapToLong(tensor -> bytes(tensor.shape())).sum();
  }

  private static long bytes(long[] shape) {
    long bytes = Float.BYTES;
    for (long side : shape) {
      bytes *= side;
    }
    return bytes;
  }

  private static int rowsPerStep(TrainSpec spec, Map<String, Long> plan) {
    ApfsSettings apfs = spec.methods().apfs();
    if (apfs.enabled()) {
      return spec.train().ranks() * apfs.classesPerBatch() * apfs.imagesPerClass();
    }
    long steps = Math.max(1, (long) count(plan, "rounds") * count(plan, "steps-per-round"));
    return (int) -Math.floorDiv(-plan.getOrDefault("rows", 0L), steps);
  }

  private static int count(Map<String, Long> plan, String name) {
    return Math.toIntExact(plan.getOrDefault(name, 0L));
  }
}
