package org.semblance.bench.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Anchor;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.batch.ApfsSettings.Proximal;
import org.semblance.batch.RoundRule;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.config.Settings;
import org.semblance.distance.LpDistance;
import org.semblance.loss.Contrastive;
import org.semblance.loss.MetricLoss;
import org.semblance.loss.NormSoftmax;
import org.semblance.method.MethodSettings;
import org.semblance.method.Objectives;
import org.semblance.method.distill.Diffusion;
import org.semblance.method.distill.ObdSdSettings;
import org.semblance.method.memvir.MemVirSettings;
import org.semblance.method.objective.Objective;
import org.semblance.method.objective.StepBatch;
import org.semblance.miner.NoMining;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelSettings;
import org.semblance.model.Pooling;
import org.semblance.model.backbone.MobileNetV1;
import org.semblance.model.block.BatchNormMode;
import org.semblance.reducer.Reducer;
import org.semblance.tensor.Autograd;
import org.semblance.tensor.TorchEngine;
import org.semblance.train.TrainingState;
import org.semblance.train.TrainingStep;
import org.semblance.train.feed.BatchFeed;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.FeedBatch;
import org.semblance.train.log.LossMeter;
import org.semblance.train.log.StepClock;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.update.LossWeights;

/**
 * Times training steps with each method beside the plain loss, in turn within one process, and
 * prints one line for each: MobileNetV1, 160 pixels, 128 images, 98 classes, 512 dimensions. MemVir
 * (45 virtual sets, 10 steps skipped) is timed with a full queue, the others from their second
 * epoch on. Usage: {@code MethodSpeed ROUNDS}.
 */
public final class MethodSpeed {

  private static final int SIDE = 160;
  private static final int ROWS = 128;
  private static final int CLASSES = 98;
  private static final int DIMENSION = 512;
  private static final int THREADS = 2;
  private static final int WARM_UP = 1;
  private static final int SECOND_EPOCH = 1;
  private static final int EPOCHS = 100;
  private static final MemVirSettings FULL = new MemVirSettings(true, 45, 10, 0);
  private static final ModelSettings MODEL =
      new ModelSettings(
          new MobileNetV1(1),
          null,
          new Pooling.Average(),
          DIMENSION,
          true,
          true,
          BatchNormMode.FROZEN_STATISTICS,
          false);

  private MethodSpeed() {}

  /** One side of the comparison: a net of its own, and what its steps took. */
  private static final class Arm implements AutoCloseable {

    private final Objective objective;
    private final TrainingState state;
    private final TrainingStep step;
    private final LossMeter meter;
    private final List<Double> seconds = new ArrayList<>();
    private Cursor cursor = new Cursor(SECOND_EPOCH, 0, 0);

    Arm(MetricLoss loss, MethodSettings methods, NDManager manager) {
      TrainSettings settings = new StepCase("mobilenet-v1", SIDE, ROWS, THREADS).settings(20);
      objective = Objectives.compose(loss, methods, EPOCHS);
      Collective alone = InProcessCollective.group(1).get(0);
      EmbeddingNet values = EmbeddingNet.of(MODEL, SIDE);
      state =
          new TrainingState(
              manager,
              settings,
              () -> EmbeddingNet.of(MODEL, SIDE),
              values.initialValues(1),
              objective,
              CLASSES,
              alone);
      objective.finishEpoch(state.student().groups());
      state.prepareTeacher(SECOND_EPOCH);
      step = new TrainingStep(settings, state, alone, new StepClock());
      meter = new LossMeter(manager);
    }

    /** Fills the memory, and takes steps of the objective alone until each phase has its block. */
    void fill() {
      try (NDManager scratch = state.manager().newSubManager()) {
        NDArray rows = scratch.randomNormal(new Shape(ROWS, DIMENSION));
        NDArray labels = scratch.create(Arrays.stream(labels()).asLongStream().toArray());
        NDArray weights = scratch.randomNormal(new Shape(CLASSES, DIMENSION));
        Map<String, NDArray> memory = new HashMap<>();
        for (int now = 0; now < FULL.capacity(); now++) {
          memory.put("memory/" + now + "/embeddings", rows);
          memory.put("memory/" + now + "/labels", labels);
          memory.put("memory/" + now + "/class-weights", weights);
        }
        objective.restore(memory, state.manager());
        for (long now = FULL.capacity(); now <= FULL.capacity() + FULL.skippedSteps(); now++) {
          evaluate(now, rows, labels);
        }
      }
      cursor = new Cursor(SECOND_EPOCH, 0, FULL.capacity() + FULL.skippedSteps() + 1L);
    }

    private void evaluate(long now, NDArray rows, NDArray labels) {
      try (NDManager scratch = state.manager().newSubManager()) {
        NDArray own = rows.duplicate();
        own.attach(scratch);
        StepBatch batch =
            new StepBatch(
                SECOND_EPOCH,
                now,
                own,
                labels,
                labels(),
                new boolean[ROWS],
                null,
                LossWeights.views(state.loss(), scratch),
                now);
        NDArray unused = Autograd.unrecorded(() -> objective.evaluate(batch));
      }
    }

    void step(FeedBatch batch, boolean counts) {
      long start = System.nanoTime();
      step.run(batch, cursor, meter);
      double loss = meter.read(cursor.total());
      double took = (System.nanoTime() - start) / 1e9;
      cursor = cursor.afterStep();
      if (counts && !Double.isNaN(loss)) {
        seconds.add(took);
      }
    }

    String seconds() {
      return seconds.stream()
          .map(took -> String.format(Locale.ROOT, "%.2f", took))
          .collect(Collectors.joining(" "));
    }

    double median() {
      double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public void close() {
      state.close();
      objective.close();
    }
  }

  /** Times all sides. */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    TorchEngine.start(THREADS);
    MetricLoss softmax = new NormSoftmax(23, true);
    MetricLoss contrastive =
        new Contrastive(0, 1, LpDistance.euclidean(), new Reducer.NonZeroMean(), new NoMining());
    compare(softmax, "memvir", methods(true, false, false), rounds);
    compare(softmax, "obd-sd", methods(false, true, false), rounds);
    compare(contrastive, "apfs", methods(false, false, true), rounds);
    System.exit(0);
  }

  /** Plain loss and method in turn, so that what else the machine does falls on both. */
  private static void compare(MetricLoss loss, String name, MethodSettings methods, int rounds) {
    try (NDManager manager = NDManager.newBaseManager();
        Arm plain = new Arm(loss, methods(false, false, false), manager);
        Arm with = new Arm(loss, methods, manager)) {
      if (methods.memVir().enabled()) {
        with.fill();
      }
      FeedBatch batch = batch();
      for (int round = 0; round < WARM_UP + rounds; round++) {
        plain.step(batch, round >= WARM_UP);
        with.step(batch, round >= WARM_UP);
      }
      System.out.printf(
          Locale.ROOT,
          "%s: plain %.3f s, with it %.3f s (medians): %+.1f %%; plain %s, with it %s %s%n",
          name,
          plain.median(),
          with.median(),
          100 * (with.median() / plain.median() - 1),
          plain.seconds(),
          with.seconds(),
          with.objective.figures());
    }
  }

  private static FeedBatch batch() {
    float[] pictures = new StepCase("mobilenet-v1", SIDE, ROWS, THREADS).pictures();
    int bytes = pictures.length * Float.BYTES;
    ByteBuffer images = BatchFeed.aligned(bytes).limit(bytes);
    images.asFloatBuffer().put(pictures);
    boolean[] representatives = new boolean[ROWS];
    Arrays.fill(representatives, 0, ROWS / 4, true);
    return new FeedBatch(0, 1, images, labels(), representatives, buffer -> {});
  }

  /** Four rows of each of 32 classes, in the order of APFS. */
  private static int[] labels() {
    return IntStream.range(0, ROWS).map(i -> i % (ROWS / 4)).toArray();
  }

  static MethodSettings methods(boolean memVir, boolean distillation, boolean apfs) {
    return Settings.of(MethodSettings.class)
        .with("mem-vir", memVir ? FULL : new MemVirSettings(false, 1, 1, 0))
        .with(
            "apfs",
            Settings.of(ApfsSettings.class)
                .with("enabled", apfs)
                .with("classes-per-batch", 32)
                .with("images-per-class", 4)
                .with("round", new RoundRule.Coverage(0))
                .with("mixed-weight", 0)
                .with("proximal", new Proximal(2e-4, 1, Anchor.LAST, Coupling.COUPLED))
                .build())
        .with("obd-sd", new ObdSdSettings(distillation, 75, 1, 0.99, 1, Diffusion.CODE_ORDER))
        .build();
  }
}
