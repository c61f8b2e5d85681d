package org.semblance.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.semblance.batch.ApfsPlanner;
import org.semblance.batch.ApfsSettings;
import org.semblance.batch.ApfsSettings.RepresentativeTransform;
import org.semblance.batch.ImagesByClass;
import org.semblance.collective.Collective;
import org.semblance.fault.SemblanceException;
import org.semblance.image.transform.ImageTransform;
import org.semblance.image.transform.TransformSettings;
import org.semblance.method.objective.Objective;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelSettings;
import org.semblance.model.file.Safetensors;
import org.semblance.tensor.TorchEngine;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.checkpoint.CheckpointManifest;
import org.semblance.train.checkpoint.ReadOnlyStorage;
import org.semblance.train.checkpoint.ResumePoint;
import org.semblance.train.checkpoint.RunStorage;
import org.semblance.train.checkpoint.TensorFile;
import org.semblance.train.feed.BatchFeed;
import org.semblance.train.feed.BatchSource;
import org.semblance.train.feed.ClassIndex;
import org.semblance.train.feed.Cursor;
import org.semblance.train.feed.OneRoundData;
import org.semblance.train.feed.RowTransforms;
import org.semblance.train.feed.TrainingData;
import org.semblance.train.log.LogLine;
import org.semblance.train.log.TrainingLog;
import org.semblance.train.settings.TrainSettings;
import org.semblance.train.settings.TrainSettings.Selection;

/**
 * One rank's training run, from initial or resumed state to the model.
 *
 * <p>An interrupted run that is resumed takes the same steps as an uninterrupted one: on a CPU with
 * the same number of threads the weights are equal bit for bit.
 *
 * @param settings of training
 * @param model the net
 * @param transform of images
 * @param apfs plans rounds as training goes, where they cannot be planned before it
 * @param initialValues of the net's tensors by name; not copied
 */
public record TrainingRun(
    TrainSettings settings,
    ModelSettings model,
    TransformSettings transform,
    ApfsSettings apfs,
    Map<String, float[]> initialValues) {

  /** Whether a run goes on from its newest checkpoint. */
  public enum Start {
    /** Begins with the initial values and deletes older checkpoints. */
    ANEW,
    /** Goes on from the newest usable checkpoint, or begins if there is none. */
    RESUME
  }

  /**
   * What a run works with.
   *
   * @param data images and plan of this rank
   * @param storage run directory
   * @param collective of this rank
   * @param device that computes
   * @param listener told about progress at each line of the log
   * @param stop asked after each step; true ends the run with a checkpoint
   */
  public record RankContext(
      TrainingData data,
      RunStorage storage,
      Collective collective,
      Device device,
      TrainProgress.Listener listener,
      BooleanSupplier stop) {}

  /**
   * What a run produced. {@code weights} are the first rank's to use: the chosen ones, or the
   * latest if it was stopped.
   */
  public record Trained(TrainOutcome outcome, Safetensors weights) {}

  /**
   * Trains.
   *
   * @param objective fresh; stays the caller's to close
   * @throws SemblanceException diverged, if the loss does; data or usage, if plan, images or
   *     checkpoints do not fit
   */
  public Trained execute(Objective objective, Start start, RankContext with) {
    TorchEngine.start(settings.threads());
    ClassIndex classes = ClassIndex.of(with.data().trainingImages());
    boolean first = with.collective().rank() == 0;
    RunStorage storage = first ? with.storage() : new ReadOnlyStorage(with.storage());
    try (Checkpointing checkpointing = new Checkpointing(storage, settings);
        NDManager manager = NDManager.newBaseManager(with.device());
        TrainingState state =
            new TrainingState(
                manager,
                settings,
                () -> EmbeddingNet.of(model, transform.side()),
                initialValues,
                objective,
                classes.size(),
                with.collective())) {
      Optional<CheckpointManifest> resumed =
          start == Start.RESUME ? checkpointing.latest(with.collective()) : Optional.empty();
      ResumePoint position = resumed.map(CheckpointManifest::position).orElse(ResumePoint.START);
      List<LogLine> lines = resumed.map(checkpointing::lines).orElse(List.of());
      resumed.ifPresentOrElse(
          manifest -> checkpointing.restore(manifest, state, with.collective().rank()),
          checkpointing::clear);
      TrainingLog log = TrainingLog.resume(storage, lines);
      LiveBatches.Start from =
          new LiveBatches.Start(position.cursor(), resumed.flatMap(checkpointing::plan));
      TrainingLoop.Recording recording =
          new TrainingLoop.Recording(checkpointing, log, with.listener());
      TrainOutcome outcome = loop(state, with, recording, position, from, classes);
      log.flush();
      return new Trained(outcome, weights(outcome, first, state, checkpointing));
    }
  }

  private TrainOutcome loop(
      TrainingState state,
      RankContext with,
      TrainingLoop.Recording recording,
      ResumePoint position,
      LiveBatches.Start from,
      ClassIndex classes) {
    SharedEmbeddings embeddings =
        new SharedEmbeddings(
            new NetEmbeddings(with.data(), transform.testTransform(), settings.prefetch()),
            with.collective());
    Validation validation =
        new Validation(with.data(), embeddings, settings.validation().maxImages());
    requireValidation(validation);
    try (BatchSource batches = batches(state, with, embeddings, from, classes)) {
      return new TrainingLoop(
              settings, state, with.collective(), validation, recording, batches, position)
          .run(with.stop());
    } finally {
      recording.log().flush();
    }
  }

  private BatchSource batches(
      TrainingState state,
      RankContext with,
      SharedEmbeddings embeddings,
      LiveBatches.Start from,
      ClassIndex classes) {
    RowTransforms transforms = transforms();
    if (!apfs.plannedLive()) {
      return new BatchFeed(
          with.data(), transforms, classes, settings.prefetch(), from.cursor(), settings.epochs());
    }
    ImagesByClass images = ImagesByClass.of(with.data().trainingImages());
    ApfsPlanner planner =
        from.state()
            .map(
                saved ->
                    new ApfsPlanner(
                        apfs, images, settings.seed(), settings.ranks(), saved.cursor()))
            .orElseGet(() -> new ApfsPlanner(apfs, images, settings.seed(), settings.ranks()));
    return new LiveBatches(
        new LiveBatches.Rounds(apfs.round(), settings.epochs()),
        new LivePlanner(planner, apfs.mining(), classes, embeddings, state),
        state,
        with.collective(),
        rows ->
            new BatchFeed(
                new OneRoundData(with.data(), rows),
                transforms,
                classes,
                settings.prefetch(),
                Cursor.START,
                1),
        from);
  }

  private RowTransforms transforms() {
    ImageTransform augmented = transform.trainTransform();
    boolean plain =
        apfs.enabled() && apfs.representatives().transform() == RepresentativeTransform.TEST;
    return new RowTransforms(plain ? transform.testTransform() : augmented, augmented);
  }

  private void requireValidation(Validation validation) {
    if (apfs.plannedLive() && apfs.round().endsOnPlateau() && !validation.possible()) {
      throw SemblanceException.data(
          "apfs.round.type is plateau but there are no images of split val to validate on: set"
              + " ingest.validation-class-fraction above 0 and run ingest again, or apfs.round.type"
              + " to coverage");
    }
  }

  private Safetensors weights(
      TrainOutcome outcome, boolean first, TrainingState state, Checkpointing checkpointing) {
    boolean best =
        first
            && settings.validation().model() == Selection.BEST
            && outcome.ending() != Ending.STOPPED
            && outcome.best().score() >= 0;
    if (best) {
      return checkpointing.weights(outcome.best().step());
    }
    return TensorFile.of(state.student().tensors());
  }
}
