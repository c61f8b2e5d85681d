package org.semblance.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.semblance.collective.Collective;
import org.semblance.engine.TorchEngine;
import org.semblance.fault.SemblanceException;
import org.semblance.image.TransformSettings;
import org.semblance.method.Objective;
import org.semblance.model.EmbeddingNet;
import org.semblance.model.ModelSettings;
import org.semblance.model.Safetensors;
import org.semblance.model.StoredTensor;
import org.semblance.train.TrainOutcome.Ending;
import org.semblance.train.TrainSettings.Selection;

/**
 * One rank's training run, from initial or resumed state to the model.
 *
 * <p>An interrupted run that is resumed takes the same steps as an uninterrupted one: on a CPU with
 * the same number of threads the weights are equal bit for bit.
 *
 * @param settings of training
 * @param model the net
 * @param transform of pictures
 * @param initialValues of the net's tensors by name; not copied
 */
public record TrainingRun(
    TrainSettings settings,
    ModelSettings model,
    TransformSettings transform,
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
   * @param data pictures and plan of this rank
   * @param storage run directory
   * @param collective of this rank
   * @param device that computes
   * @param listener told about progress at each line of the log
   * @param stop asked after each step; true ends the run with a checkpoint
   */
  public record Surroundings(
      TrainingData data,
      RunStorage storage,
      Collective collective,
      Device device,
      TrainProgress.Listener listener,
      BooleanSupplier stop) {}

  /** What a run produced. {@code weights} are the chosen ones, or the latest if it was stopped. */
  public record Trained(TrainOutcome outcome, Safetensors weights) {}

  /**
   * Trains.
   *
   * @param objective fresh; stays the caller's to close
   * @throws SemblanceException diverged, if the loss does; data or usage, if plan, pictures or
   *     checkpoints do not fit
   */
  public Trained execute(Objective objective, Start start, Surroundings with) {
    TorchEngine.start(settings.threads());
    ClassIndex classes = ClassIndex.of(with.data().trainingImages());
    Checkpointing checkpointing = new Checkpointing(with.storage(), settings);
    try (NDManager manager = NDManager.newBaseManager(with.device());
        TrainingState state =
            new TrainingState(
                manager,
                settings,
                () -> EmbeddingNet.of(model, transform.side()),
                initialValues,
                objective,
                classes.size())) {
      Optional<CheckpointManifest> resumed =
          start == Start.RESUME ? checkpointing.latest() : Optional.empty();
      Position position = resumed.map(CheckpointManifest::position).orElse(Position.START);
      List<LogLine> lines = resumed.map(checkpointing::lines).orElse(List.of());
      resumed.ifPresentOrElse(
          manifest -> checkpointing.restore(manifest, state), checkpointing::clear);
      TrainingLog log = TrainingLog.resume(with.storage(), lines);
      TrainOutcome outcome = loop(state, with, checkpointing, log, position, classes);
      log.flush();
      return new Trained(outcome, weights(outcome, state, checkpointing));
    }
  }

  private TrainOutcome loop(
      TrainingState state,
      Surroundings with,
      Checkpointing checkpointing,
      TrainingLog log,
      Position position,
      ClassIndex classes) {
    Validation validation =
        new Validation(
            with.data(),
            transform.testTransform(),
            settings.prefetch(),
            settings.validation().maxImages());
    TrainingLoop loop =
        new TrainingLoop(
            settings,
            state,
            with.collective(),
            validation,
            new TrainingLoop.Recording(checkpointing, log, with.listener()),
            position);
    try (BatchFeed feed =
        new BatchFeed(
            with.data(),
            transform.trainTransform(),
            classes,
            settings.prefetch(),
            position.cursor(),
            settings.epochs())) {
      return loop.run(feed, with.stop());
    } finally {
      log.flush();
    }
  }

  private Safetensors weights(
      TrainOutcome outcome, TrainingState state, Checkpointing checkpointing) {
    boolean best =
        settings.validation().model() == Selection.BEST
            && outcome.ending() != Ending.STOPPED
            && outcome.best().score() >= 0;
    if (best) {
      return checkpointing.weights(outcome.best().step());
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    state
        .student()
        .tensors()
        .forEach((name, tensor) -> tensors.put(name, TensorFile.stored(tensor)));
    return new Safetensors(tensors, Map.of());
  }
}
