package org.semblance.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Set;
import org.semblance.collective.Collective;
import org.semblance.math.Seeds;
import org.semblance.method.objective.StepBatch;
import org.semblance.model.EmbeddingNet.Mode;
import org.semblance.optim.GroupRate;
import org.semblance.optim.ParameterGroup;
import org.semblance.tensor.Autograd;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.FeedBatch;
import org.semblance.train.feed.StepRows;
import org.semblance.train.log.LossMeter;
import org.semblance.train.log.StepClock;
import org.semblance.train.log.StepClock.Part;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.LossScope;
import org.semblance.train.update.LossWeights;
import org.semblance.train.update.UpdateStrategy.Move;

/** One optimization step of one rank: forward, objective, backward, exchange, update. */
public final class TrainingStep {

  private final TrainSettings settings;
  private final TrainingState state;
  private final Collective collective;
  private final StepClock clock;
  private double rateFactor;

  public TrainingStep(
      TrainSettings settings, TrainingState state, Collective collective, StepClock clock) {
    this.settings = settings;
    this.state = state;
    this.collective = collective;
    this.clock = clock;
  }

  /**
   * Trains on a batch.
   *
   * @param meter receives the loss
   */
  public void run(FeedBatch batch, Cursor cursor, LossMeter meter) {
    try (NDManager scratch = state.manager().newSubManager()) {
      StepRows rows = forward(batch, cursor, scratch);
      state.groups().forEach(ParameterGroup::clearGradients);
      NDArray loss =
          collective.size() > 1 && settings.lossScope() == LossScope.GLOBAL
              ? descendGlobally(rows, cursor, scratch)
              : descend(rows, cursor, scratch);
      meter.add(loss);
      clock.spent(Part.BACKWARD);
    }
    update(cursor);
    clock.spent(Part.UPDATE);
    clock.step(batch.rows() * collective.size());
  }

  /** The factor of all learning rates in the latest step; 0 before the first. */
  double latestRateFactor() {
    return rateFactor;
  }

  private StepRows forward(FeedBatch batch, Cursor cursor, NDManager scratch) {
    int side = state.student().net().inputSide();
    NDArray images =
        scratch.create(batch.images(), new Shape(batch.rows(), 3, side, side), DataType.FLOAT32);
    NDArray taught =
        state.objective().needsTeacher(cursor.round())
            ? state.teacher().orElseThrow().net().forward(images, Mode.EVAL)
            : null;
    NDArray embeddings = Autograd.recorded(() -> state.student().net().forward(images, Mode.TRAIN));
    return new StepRows(embeddings, batch.classes(), batch.representatives(), taught);
  }

  /** Gradients of the objective over these rows; its value. */
  private NDArray descend(StepRows rows, Cursor cursor, NDManager scratch) {
    NDArray loss = Autograd.recorded(() -> evaluate(rows, cursor, scratch));
    clock.spent(Part.FORWARD);
    Autograd.backward(loss);
    return loss;
  }

  /** Gradients of the objective over the rows of all ranks, through this rank's own rows. */
  private NDArray descendGlobally(StepRows local, Cursor cursor, NDManager scratch) {
    clock.spent(Part.FORWARD);
    GlobalRows global = GlobalRows.gather(local, collective, scratch);
    clock.spent(Part.SYNC);
    NDArray loss = descend(global.rows(), cursor, scratch);
    if (!state.student().groups().isEmpty()) {
      global.backward(local);
    }
    return loss;
  }

  private NDArray evaluate(StepRows rows, Cursor cursor, NDManager scratch) {
    return state
        .objective()
        .evaluate(
            new StepBatch(
                cursor.round(),
                cursor.total(),
                rows.embeddings(),
                scratch.create(Arrays.stream(rows.classes()).asLongStream().toArray()),
                rows.classes(),
                rows.representatives(),
                rows.teacher(),
                LossWeights.views(state.loss(), scratch),
                Seeds.key(settings.seed(), Seeds.Use.TUPLE_MINING, cursor.total())));
  }

  private void update(Cursor cursor) {
    boolean thawed = cursor.round() >= settings.freezeBackboneEpochs();
    Set<String> frozen = thawed ? Set.of() : Set.of(TrainSettings.BACKBONE);
    rateFactor =
        settings.schedule().factor(cursor.round(), settings.epochs())
            * settings.warmUp().factor(cursor.total());
    Move move = new Move(cursor.round(), rateFactor, frozen);
    state.update().apply(move, clock);
    move.moving(state.student().groups()).forEach(group -> moveWeights(group, cursor.round()));
  }

  private void moveWeights(ParameterGroup group, int round) {
    GroupRate rate = settings.rates().get(group.name());
    if (rate != null) {
      state.objective().moveWeights(group, rateFactor * rate.learningRate(), round);
    }
  }
}
