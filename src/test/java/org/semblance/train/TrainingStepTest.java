package org.semblance.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.semblance.collective.Collective;
import org.semblance.collective.InProcessCollective;
import org.semblance.collective.InProcessRanks;
import org.semblance.method.objective.Objective;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelSettings;
import org.semblance.model.block.BatchNormMode;
import org.semblance.tensor.TorchEngine;
import org.semblance.train.feed.BatchFeed;
import org.semblance.train.feed.ClassIndex;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.FeedBatch;
import org.semblance.train.feed.RowTransforms;
import org.semblance.train.feed.StripedImages;
import org.semblance.train.feed.TrainingData;
import org.semblance.train.log.LossMeter;
import org.semblance.train.log.StepClock;
import org.semblance.train.settings.TrainSettings;

class TrainingStepTest {

  /** Float32 sums in another order, magnified by eight steps of Adam. */
  private static final float TOLERANCE = 2e-4f;

  private static final int EPOCHS = 2;

  /** Statistics of a rank's own batch would differ between numbers of ranks. */
  private static final ModelSettings MODEL = SmallRun.model(BatchNormMode.FROZEN_STATISTICS);

  @BeforeAll
  static void startEngine() {
    TorchEngine.start(1);
  }

  @Test
  void anyNumberOfRanksTakesTheSameSteps() throws Exception {
    Map<String, float[]> alone = train(InProcessCollective.group(1).get(0));
    for (Map<String, float[]> rank : InProcessRanks.run(3, TrainingStepTest::train)) {
      rank.forEach(
          (name, values) ->
              assertThat(values)
                  .as(name)
                  .containsExactly(alone.getOrDefault(name, new float[0]), within(TOLERANCE)));
    }
  }

  @Test
  void ranksHoldTheSameBits() throws Exception {
    List<Map<String, float[]>> ranks = InProcessRanks.run(2, TrainingStepTest::train);
    ranks
        .get(0)
        .forEach((name, values) -> assertThat(ranks.get(1).get(name)).as(name).isEqualTo(values));
  }

  @Test
  void leavesNoArrayBehind() throws Exception {
    Collective alone = InProcessCollective.group(1).get(0);
    List<Integer> counts = new ArrayList<>();
    try (Objective objective = SmallRun.objective(4);
        NDManager manager = NDManager.newBaseManager();
        TrainingState state = state(alone, manager, objective)) {
      steps(4, state, alone, cursor -> counts.add(manager.getManagedArrays().size()));
    }
    assertThat(counts.subList(10, counts.size())).containsOnly(counts.get(10));
  }

  /** The weights after all steps. */
  private static Map<String, float[]> train(Collective collective) {
    try (Objective objective = SmallRun.objective(EPOCHS);
        NDManager manager = NDManager.newBaseManager();
        TrainingState state = state(collective, manager, objective)) {
      steps(EPOCHS, state, collective, cursor -> {});
      Map<String, float[]> weights = new TreeMap<>();
      state.student().tensors().forEach((name, tensor) -> weights.put(name, values(tensor)));
      state.loss().tensors().forEach((name, tensor) -> weights.put(name, values(tensor)));
      return weights;
    }
  }

  /** Told after each step. */
  private interface Watch {
    void after(Cursor cursor);
  }

  private static void steps(int epochs, TrainingState state, Collective collective, Watch watch) {
    TrainSettings settings = SmallRun.settings(epochs, 5e-3, collective.size());
    TrainingData data = StripedImages.small().ofRank(collective.rank(), collective.size());
    TrainingStep step = new TrainingStep(settings, state, collective, new StepClock());
    LossMeter meter = new LossMeter(state.manager());
    Cursor cursor = Cursor.START;
    try (BatchFeed feed =
        new BatchFeed(
            data,
            RowTransforms.same(SmallRun.transform().trainTransform()),
            ClassIndex.of(data.trainingImages()),
            settings.prefetch(),
            cursor,
            epochs)) {
      state.prepareTeacher(0);
      for (var next = feed.next(); next.isPresent(); next = feed.next()) {
        try (FeedBatch batch = next.get()) {
          step.run(batch, cursor, meter);
          cursor = cursor.afterStep();
          if (batch.lastOfRound()) {
            cursor = cursor.nextRound();
            state.prepareTeacher(cursor.round());
          }
        }
        watch.after(cursor);
      }
    }
  }

  private static TrainingState state(
      Collective collective, NDManager manager, Objective objective) {
    return new TrainingState(
        manager,
        SmallRun.settings(EPOCHS, 5e-3, collective.size()),
        () -> EmbeddingNet.of(MODEL, StripedImages.SIDE),
        SmallRun.initialValues(MODEL),
        objective,
        6,
        collective);
  }

  private static float[] values(NDArray tensor) {
    return tensor.toFloatArray();
  }
}
