package org.semblance.train.update;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.Coupling;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessRanks;
import org.semblance.loss.MetricLoss;
import org.semblance.method.Objectives;
import org.semblance.method.objective.Objective;
import org.semblance.model.ModelSettings;
import org.semblance.model.block.BatchNormMode;
import org.semblance.optim.Adam;
import org.semblance.optim.AdamW;
import org.semblance.optim.Lars;
import org.semblance.optim.Sgd;
import org.semblance.optim.UpdateRule;
import org.semblance.train.MethodRunsIT;
import org.semblance.train.SmallMethods;
import org.semblance.train.SmallRun;
import org.semblance.train.TensorBits;
import org.semblance.train.TrainingRun;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.log.TrainingLog;
import org.semblance.train.settings.TrainSettings.Update;

/** Whole runs of ranks in threads: where weights are moved changes only the last bits. */
class UpdateStrategyIT {

  private static final int EPOCHS = 3;

  /** Relative; float32 norms and sums in another order, magnified by fifteen steps of Adam. */
  private static final double TOLERANCE = 2e-3;

  private static final ModelSettings MODEL = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);
  private static final UpdateRule ADAM = new Adam(0.9, 0.999, 1e-8);

  @TempDir Path folder;

  /** A method with a rule, and how many epochs leave the backbone as it is. */
  private record Case(
      MetricLoss loss, SmallMethods methods, UpdateRule rule, double learningRate, int frozen) {

    TrainingRun run(int ranks, Update update) {
      return new TrainingRun(
          SmallRun.settings(EPOCHS, learningRate, ranks, rule, update, frozen),
          MODEL,
          SmallRun.transform(),
          methods.apfs(),
          SmallRun.initialValues(MODEL));
    }
  }

  private static final Case MEMVIR =
      new Case(
          SmallMethods.SOFTMAX, SmallMethods.none().withMemVir().withDistillation(), ADAM, 5e-3, 1);

  static Stream<Arguments> cases() {
    SmallMethods none = SmallMethods.none();
    return Stream.of(
        Arguments.of("memvir, frozen at first", MEMVIR),
        Arguments.of("coupled pull", pulled(Coupling.COUPLED, ADAM)),
        Arguments.of("decoupled pull", pulled(Coupling.DECOUPLED, new AdamW(0.9, 0.999, 1e-8))),
        Arguments.of("momentum", new Case(SmallMethods.SOFTMAX, none, new Sgd(0.9, true), 5e-2, 0)),
        Arguments.of(
            "layer-wise rates",
            new Case(SmallMethods.SOFTMAX, none.withMemVir(), new Lars(0.9, 0.02), 1, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void shardsTakeTheSameSteps(String name, Case shape) throws Exception {
    for (int ranks = 1; ranks <= 3; ranks++) {
      Path device = folder.resolve("device" + ranks);
      Path sharded = folder.resolve("sharded" + ranks);
      List<Trained> expected = train(shape.run(ranks, Update.DEVICE), shape, device);
      List<Trained> actual = train(shape.run(ranks, Update.SHARDED), shape, sharded);
      assertSameCurve(sharded, device);
      for (Trained rank : actual) {
        assertThat(TensorBits.of(rank)).isEqualTo(TensorBits.of(actual.get(0)));
      }
      assertThat(actual).hasSameSizeAs(expected);
    }
  }

  @Test
  void resumesToTheSameBits() throws Exception {
    ModelSettings statistics = SmallRun.model(BatchNormMode.TRAINABLE);
    TrainingRun run =
        new TrainingRun(
            MEMVIR.run(3, Update.SHARDED).settings(),
            statistics,
            SmallRun.transform(),
            SmallRun.NO_APFS,
            SmallRun.initialValues(statistics));
    List<Trained> whole = train(run, MEMVIR, folder.resolve("whole"));
    Path halves = folder.resolve("halves");
    train(run, MEMVIR, halves, Start.ANEW, 7);
    List<Trained> resumed = train(run, MEMVIR, halves, Start.RESUME, Long.MAX_VALUE);
    assertThat(resumed).extracting(rank -> rank.outcome().resumedAt()).containsOnly(7L);
    assertThat(TensorBits.of(resumed.get(2))).isEqualTo(TensorBits.of(whole.get(0)));
  }

  @Test
  void goesOnByAnotherStrategyAndNumberOfRanks() throws Exception {
    Path whole = folder.resolve("whole");
    train(MEMVIR.run(1, Update.DEVICE), MEMVIR, whole);
    Path mixed = folder.resolve("mixed");
    train(MEMVIR.run(3, Update.SHARDED), MEMVIR, mixed, Start.ANEW, 5);
    train(MEMVIR.run(2, Update.DEVICE), MEMVIR, mixed, Start.RESUME, 10);
    train(MEMVIR.run(1, Update.SHARDED), MEMVIR, mixed, Start.RESUME, Long.MAX_VALUE);
    assertSameCurve(mixed, whole);
  }

  private static Case pulled(Coupling coupling, UpdateRule rule) {
    ApfsSettings apfs = MethodRunsIT.apfs(0.1, coupling);
    return new Case(SmallMethods.CONTRASTIVE, SmallMethods.none().withApfs(apfs), rule, 5e-3, 0);
  }

  private static List<Trained> train(TrainingRun run, Case shape, Path folder) throws Exception {
    return train(run, shape, folder, Start.ANEW, Long.MAX_VALUE);
  }

  private static List<Trained> train(
      TrainingRun run, Case shape, Path folder, Start start, long stopAfter) throws Exception {
    return InProcessRanks.run(
        run.settings().ranks(),
        collective -> train(run, shape, collective, folder, start, stopAfter));
  }

  private static Trained train(
      TrainingRun run,
      Case shape,
      Collective collective,
      Path folder,
      Start start,
      long stopAfter) {
    AtomicLong steps = new AtomicLong();
    try (Objective objective =
        Objectives.compose(shape.loss(), shape.methods().settings(), EPOCHS)) {
      return run.execute(
          objective,
          start,
          new RankContext(
              StripedImages.small().ofRank(collective.rank(), collective.size()),
              new LocalStorage(folder),
              collective,
              Device.cpu(),
              progress -> steps.set(progress.step()),
              () -> steps.get() >= stopAfter));
    }
  }

  private static void assertSameCurve(Path actual, Path expected) throws IOException {
    double[] curve = losses(actual);
    double[] wanted = losses(expected);
    assertThat(curve).hasSameSizeAs(wanted);
    IntStream.range(0, curve.length)
        .forEach(
            i -> assertThat(curve[i]).isCloseTo(wanted[i], within(TOLERANCE * wanted[i] + 1e-6)));
  }

  private static double[] losses(Path run) throws IOException {
    try (InputStream input = Files.newInputStream(run.resolve(TrainingLog.LINES))) {
      return TrainingLog.read(input).stream()
          .filter(line -> line.values().containsKey("train/loss"))
          .mapToDouble(line -> requireNonNull(line.values().get("train/loss")))
          .toArray();
    }
  }
}
