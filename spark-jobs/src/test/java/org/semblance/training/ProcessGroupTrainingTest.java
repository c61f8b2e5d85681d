package org.semblance.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.semblance.collective.Collective;
import org.semblance.exchange.TestProcessGroup;
import org.semblance.exchange.WireFormat;
import org.semblance.method.objective.Objective;
import org.semblance.model.ModelSettings;
import org.semblance.model.block.BatchNormMode;
import org.semblance.model.file.StoredTensor;
import org.semblance.optim.Adam;
import org.semblance.train.SmallRun;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainingRun;
import org.semblance.train.TrainingRun.RankContext;
import org.semblance.train.TrainingRun.Start;
import org.semblance.train.TrainingRun.Trained;
import org.semblance.train.checkpoint.LocalStorage;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.log.LogLine;
import org.semblance.train.log.TrainingLog;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.LossScope;
import org.semblance.train.settings.TrainSettings.Update;

/** Whole runs of several ranks over real sockets, with MemVir and self-distillation. */
class ProcessGroupTrainingTest {

  private static final int EPOCHS = 3;

  /** Relative; float32 sums in another order, magnified by fifteen steps of Adam. */
  private static final double TOLERANCE = 2e-3;

  @TempDir Path folder;

  @Test
  void anyNumberOfRanksGivesTheSameCurve() throws Exception {
    ModelSettings model = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);
    List<Double> alone = curve(1, model);
    assertThat(alone).hasSize(5 * EPOCHS);
    for (int ranks : new int[] {2, 4}) {
      List<Double> shared = curve(ranks, model);
      double worst = 0;
      for (int i = 0; i < alone.size(); i++) {
        assertThat(shared.get(i)).isCloseTo(alone.get(i), within(TOLERANCE * alone.get(i)));
        worst = Math.max(worst, Math.abs(shared.get(i) / alone.get(i) - 1));
      }
      System.out.printf("loss curve of %d ranks: within %.1e of one rank's%n", ranks, worst);
    }
  }

  /** Each moves a slice of the weights; the larger process group adds round a ring. */
  @Test
  void shardsGiveTheSameCurve() throws Exception {
    ModelSettings model = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);
    List<Double> alone = curve(1, model);
    for (TestProcessGroup group :
        List.of(TestProcessGroup.of(2), TestProcessGroup.ring(3, WireFormat.FLOAT32))) {
      Path run = folder.resolve("sharded" + group.size());
      TrainSettings settings =
          SmallRun.settings(
              EPOCHS, 5e-3, group.size(), new Adam(0.9, 0.999, 1e-8), Update.SHARDED, 0);
      train(group, settings, model, run, Start.ANEW, Long.MAX_VALUE);
      List<Double> shared = losses(run);
      assertThat(shared).hasSameSizeAs(alone);
      for (int i = 0; i < alone.size(); i++) {
        assertThat(shared.get(i)).isCloseTo(alone.get(i), within(TOLERANCE * alone.get(i)));
      }
    }
  }

  /**
   * Running statistics are each rank's own within a step, and the mean of all after it; where
   * losses are local, so is what ranks remember.
   */
  @ParameterizedTest
  @EnumSource
  void stoppedRanksGoOnBitForBit(LossScope scope) throws Exception {
    ModelSettings model = SmallRun.model(BatchNormMode.TRAINABLE);
    List<Trained> whole = run(2, model, folder.resolve("whole"), Start.ANEW, Long.MAX_VALUE, scope);
    Path halves = folder.resolve("halves");
    List<Trained> first = run(2, model, halves, Start.ANEW, 7, scope);
    assertThat(first).extracting(rank -> rank.outcome().ending()).containsOnly(Ending.STOPPED);
    assertThat(first).extracting(rank -> rank.outcome().cursor().total()).containsOnly(7L);
    List<Trained> second = run(2, model, halves, Start.RESUME, Long.MAX_VALUE, scope);
    assertThat(second).extracting(rank -> rank.outcome().resumedAt()).containsOnly(7L);
    for (Map.Entry<String, StoredTensor> tensor : whole.get(0).weights().tensors().entrySet()) {
      for (int rank = 0; rank < 2; rank++) {
        StoredTensor resumed =
            requireNonNull(second.get(rank).weights().tensors().get(tensor.getKey()));
        assertThat(Arrays.equals(resumed.bytes(), tensor.getValue().bytes()))
            .as("%s on rank %d", tensor.getKey(), rank)
            .isTrue();
      }
    }
  }

  @Test
  void anotherNumberOfRanksGoesOnWhereAnEpochBegins() throws Exception {
    ModelSettings model = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);
    List<Double> alone = curve(1, model);
    Path mixed = folder.resolve("mixed");
    run(2, model, mixed, Start.ANEW, 10);
    List<Trained> rest = run(1, model, mixed, Start.RESUME, Long.MAX_VALUE);
    assertThat(rest.get(0).outcome().resumedAt()).isEqualTo(10);
    List<Double> curve = losses(mixed);
    assertThat(curve).hasSameSizeAs(alone);
    for (int i = 0; i < alone.size(); i++) {
      assertThat(curve.get(i)).isCloseTo(alone.get(i), within(TOLERANCE * alone.get(i)));
    }
  }

  @Test
  void anotherNumberOfRanksDoesNotGoOnWithinAnEpoch() throws Exception {
    ModelSettings model = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);
    Path mixed = folder.resolve("mixed");
    run(2, model, mixed, Start.ANEW, 4);
    assertThatThrownBy(() -> run(1, model, mixed, Start.RESUME, Long.MAX_VALUE))
        .cause()
        .hasMessage(
            "the checkpoints in %s were written with train.ranks 2 in the middle of an epoch, got 1: set it back or start a new run directory"
                .formatted(mixed.resolve("checkpoints")));
  }

  private List<Double> curve(int ranks, ModelSettings model) throws Exception {
    Path run = folder.resolve("ranks" + ranks);
    run(ranks, model, run, Start.ANEW, Long.MAX_VALUE);
    return losses(run);
  }

  private static List<Trained> run(
      int ranks, ModelSettings model, Path run, Start start, long stopAfter) throws Exception {
    return run(ranks, model, run, start, stopAfter, LossScope.GLOBAL);
  }

  private static List<Trained> run(
      int ranks, ModelSettings model, Path run, Start start, long stopAfter, LossScope scope)
      throws Exception {
    TrainSettings settings = SmallRun.scoped(SmallRun.settings(EPOCHS, 5e-3, ranks), scope);
    return train(TestProcessGroup.of(ranks), settings, model, run, start, stopAfter);
  }

  /** The first rank asks to stop after {@code stopAfter} steps. */
  private static List<Trained> train(
      TestProcessGroup group,
      TrainSettings settings,
      ModelSettings model,
      Path run,
      Start start,
      long stopAfter)
      throws Exception {
    TrainingRun training =
        new TrainingRun(
            settings, model, SmallRun.transform(), SmallRun.NO_APFS, SmallRun.initialValues(model));
    return group.run(collective -> train(training, collective, run, start, stopAfter));
  }

  private static Trained train(
      TrainingRun training, Collective collective, Path run, Start start, long stopAfter) {
    long[] step = new long[1];
    try (Objective objective = SmallRun.objective(EPOCHS)) {
      return training.execute(
          objective,
          start,
          new RankContext(
              StripedImages.small().ofRank(collective.rank(), collective.size()),
              new LocalStorage(run),
              collective,
              Device.cpu(),
              progress -> step[0] = progress.step(),
              () -> collective.rank() == 0 && step[0] >= stopAfter));
    }
  }

  private static List<Double> losses(Path run) throws IOException {
    try (InputStream input = Files.newInputStream(run.resolve(TrainingLog.LINES))) {
      return TrainingLog.read(input).stream()
          .map(LogLine::values)
          .filter(values -> values.containsKey("train/loss"))
          .map(values -> values.get("train/loss"))
          .toList();
    }
  }
}
