package org.semblance.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.semblance.collective.Collective;
import org.semblance.model.EmbeddingNet;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.checkpoint.BestValidation;
import org.semblance.train.checkpoint.Checkpoints;
import org.semblance.train.checkpoint.ResumePoint;
import org.semblance.train.feed.BatchSource;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.FeedBatch;
import org.semblance.train.log.LogLine;
import org.semblance.train.log.LossMeter;
import org.semblance.train.log.StepClock;
import org.semblance.train.log.StepClock.Part;
import org.semblance.train.log.TrainingLog;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.Selection;

/**
 * One rank's way through the plan: steps, log, validation, checkpoints.
 *
 * <p>A line is logged every {@code log-every-steps} steps, at the end of each epoch and before each
 * checkpoint; only then is the loss read from the device and checked.
 */
final class TrainingLoop {

  /** Where a loop tells what happens. */
  record Recording(Checkpointing checkpointing, TrainingLog log, TrainProgress.Listener listener) {}

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final TrainSettings settings;
  private final TrainingState state;
  private final Collective collective;
  private final Validation validation;
  private final Checkpointing checkpointing;
  private final TrainingLog log;
  private final TrainProgress.Listener listener;
  private final StepClock clock = new StepClock();
  private final TrainingStep step;
  private final BatchSource batches;
  private final LossMeter meter;
  private final Cursor start;
  private Cursor cursor;
  private Cursor saved;
  private BestValidation best;
  private int stepsOfRound;
  private double loss = Double.NaN;
  private double imagesPerSecond;
  private double score;
  private long validatedAt = -1;
  private Map<String, Double> validated = Map.of();

  TrainingLoop(
      TrainSettings settings,
      TrainingState state,
      Collective collective,
      Validation validation,
      Recording recording,
      BatchSource batches,
      ResumePoint position) {
    this.settings = settings;
    this.state = state;
    this.collective = collective;
    this.validation = validation;
    checkpointing = recording.checkpointing();
    log = recording.log();
    listener = recording.listener();
    this.batches = batches;
    step = new TrainingStep(settings, state, collective, clock);
    meter = new LossMeter(state.manager());
    start = position.cursor();
    cursor = start;
    saved = start;
    best = position.best();
  }

  /**
   * Trains to the end of the batches, until patience is out, or until asked to stop; a checkpoint
   * holds the state before any rank returns.
   *
   * @param stop asked after each step
   */
  TrainOutcome run(BooleanSupplier stop) {
    if (start.equals(Cursor.START)) {
      state.prepareTeacher(0);
    }
    Ending ending = outOfPatience() ? Ending.EARLY : steps(stop);
    save();
    awaitCheckpoint();
    return new TrainOutcome(
        ending,
        cursor,
        start.total(),
        loss,
        validated,
        best,
        clock.run().imagesPerSecond(),
        clock.run().share(Part.FEED));
  }

  private Ending steps(BooleanSupplier stop) {
    while (true) {
      clock.start();
      Optional<FeedBatch> next = batches.next();
      clock.spent(Part.FEED);
      if (next.isEmpty()) {
        return Ending.COMPLETED;
      }
      try (FeedBatch batch = next.get()) {
        stepsOfRound = batch.stepsOfRound();
        step.run(batch, cursor, meter);
        cursor = cursor.afterStep();
        finishStep(batches.endsRound(batch, this::validate));
      }
      if (outOfPatience()) {
        return Ending.EARLY;
      }
      if (anyRank(stop.getAsBoolean()) && cursor.round() < settings.epochs()) {
        return Ending.STOPPED;
      }
    }
  }

  /** Ranks hear of a wish to stop at different times: they stop together, after the same step. */
  private boolean anyRank(boolean wish) {
    byte[] mine = {(byte) (wish ? 1 : 0)};
    return collective.allGather(mine).stream().anyMatch(rank -> rank[0] != 0);
  }

  private void finishStep(boolean lastOfRound) {
    if (lastOfRound || cursor.total() % settings.logEverySteps() == 0) {
      logLine();
    }
    report();
    if (lastOfRound) {
      finishEpoch();
    } else if (isNewBest() || due(settings.checkpoint().everySteps(), cursor.total())) {
      save();
    }
    clock.start();
  }

  private void finishEpoch() {
    int epoch = cursor.round();
    if (due(settings.validation().everyEpochs(), epoch + 1) && validation.possible()) {
      validate();
    }
    state.objective().finishEpoch(state.student().groups());
    cursor = cursor.nextRound();
    if (cursor.round() < settings.epochs()) {
      state.prepareTeacher(cursor.round());
    }
    if (isNewBest() || due(settings.checkpoint().everyEpochs(), epoch + 1)) {
      save();
    }
  }

  /** The MAP@R of the net as it is, measured once after a step. */
  private double validate() {
    if (validatedAt == cursor.total()) {
      return score;
    }
    EmbeddingNet net = state.student().net();
    float[] vectors = validation.vectors(net, state.manager());
    float[] measured = new float[1];
    if (collective.rank() == 0) {
      validated = validation.measure(vectors, net.dimension());
      log.add(new LogLine(cursor.total(), cursor.round(), now(), validated));
      measured[0] = validated.getOrDefault(Validation.MAP_AT_R, 0.0).floatValue();
    }
    collective.broadcast(measured, 0);
    score = measured[0];
    validatedAt = cursor.total();
    best = best.after(score, cursor.total());
    return score;
  }

  /** Whether the net as it is would become the model. */
  private boolean isNewBest() {
    return settings.validation().model() == Selection.BEST
        && validatedAt == cursor.total()
        && best.step() == cursor.total();
  }

  private void logLine() {
    loss = meter.read(cursor.total());
    Map<String, Double> values = new TreeMap<>(clock.line().figures());
    values.put("train/loss", loss);
    double factor = step.latestRateFactor();
    settings
        .rates()
        .forEach(
            (group, rate) ->
                values.put("train/learning-rate-" + group, factor * rate.learningRate()));
    state.objective().figures().forEach((name, value) -> values.put("objective/" + name, value));
    values.putAll(batches.figures());
    log.add(new LogLine(cursor.total(), cursor.round(), now(), values));
    imagesPerSecond = clock.line().imagesPerSecond();
    clock.nextLine();
  }

  private void report() {
    long ofRounds = (long) (settings.epochs() - cursor.round()) * stepsOfRound;
    listener.report(
        new TrainProgress(
            cursor.round(),
            settings.epochs(),
            cursor.total(),
            cursor.total() + ofRounds - cursor.step(),
            imagesPerSecond > 0 ? imagesPerSecond : clock.line().imagesPerSecond(),
            loss));
  }

  private void save() {
    if (!cursor.equals(saved)) {
      if (meter.steps() > 0) {
        logLine();
      }
      awaitCheckpoint();
      Map<String, Checkpoints.Content> others =
          PerRankState.gather(settings.lossScope(), state, collective);
      try (NDManager scratch = NDManager.newBaseManager(Device.cpu())) {
        Map<String, NDArray> tensors = state.tensors(scratch);
        if (collective.rank() == 0) {
          ResumePoint position = new ResumePoint(cursor, best);
          checkpointing.save(position, state, tensors, others, batches.state(), log);
        }
      }
      saved = cursor;
    }
  }

  /** Until the first rank's latest checkpoint is complete, in exchanges that take no time. */
  private void awaitCheckpoint() {
    boolean complete;
    do {
      complete = !anyRank(!checkpointing.finishesWithin(PATIENCE));
    } while (!complete);
  }

  private boolean outOfPatience() {
    int patience = settings.validation().patience();
    return patience > 0 && best.checksSince() >= patience;
  }

  private static boolean due(int every, long count) {
    return every > 0 && count % every == 0;
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }
}
