package org.semblance.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.semblance.collective.Collective;
import org.semblance.fault.SemblanceException;
import org.semblance.model.file.Safetensors;
import org.semblance.train.checkpoint.CheckpointManifest;
import org.semblance.train.checkpoint.Checkpoints;
import org.semblance.train.checkpoint.ResumePoint;
import org.semblance.train.checkpoint.RunStorage;
import org.semblance.train.checkpoint.TensorFile;
import org.semblance.train.feed.LivePlanState;
import org.semblance.train.log.LogLine;
import org.semblance.train.log.TrainingLog;
import org.semblance.train.settings.TrainSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a run's state to its checkpoints and brings it back. Training waits only for a copy of the
 * state in memory; it is written beside the following steps, one checkpoint at a time.
 */
final class Checkpointing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpointing.class);
  private static final long NONE = -1;
  private static final long GRACE_SECONDS = 600;
  private static final String WEIGHTS = "weights.safetensors";
  private static final String STATE = "state.safetensors";
  private static final String LINES = "log.jsonl";
  private static final String PLAN = "plan.json";

  private final RunStorage storage;
  private final TrainSettings settings;
  private final Checkpoints checkpoints;
  private final ExecutorService writer;
  private Future<?> writing = CompletableFuture.completedFuture(null);

  Checkpointing(RunStorage storage, TrainSettings settings) {
    this.storage = storage;
    this.settings = settings;
    checkpoints = new Checkpoints(storage);
    writer = Executors.newSingleThreadExecutor(Checkpointing::daemon);
  }

  /**
   * Begins to write everything that {@link #restore} needs, as it is now; then deletes checkpoints
   * that are too old. The one before must be complete.
   *
   * @param tensors of the state, gathered from all ranks
   * @param others files besides
   */
  void save(
      ResumePoint position,
      TrainingState state,
      Map<String, NDArray> tensors,
      Map<String, Checkpoints.Content> others,
      Optional<LivePlanState> plan,
      TrainingLog log) {
    log.flush();
    CheckpointManifest manifest =
        new CheckpointManifest(
            position.cursor(),
            settings.seed(),
            settings.ranks(),
            settings.threads(),
            state.update().updates(),
            position.best());
    Map<String, Checkpoints.Content> files = new LinkedHashMap<>(others);
    files.put(WEIGHTS, TensorFile.of(state.student().tensors())::write);
    files.put(STATE, TensorFile.of(tensors)::write);
    List<LogLine> lines = log.lines();
    files.put(LINES, output -> TrainingLog.write(lines, output));
    plan.ifPresent(planned -> files.put(PLAN, planned::write));
    writing =
        writer.submit(
            () -> {
              checkpoints.write(manifest, files);
              checkpoints.retain(settings.checkpoint().keep(), position.best().step());
            });
  }

  /**
   * Waits until the latest checkpoint is complete, but no longer than {@code patience}.
   *
   * @throws RuntimeException what it failed with
   */
  boolean finishesWithin(Duration patience) {
    try {
      writing.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException early) {
      return false;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a checkpoint could not be written", failure.getCause());
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing a checkpoint", failure);
    }
  }

  /** Lets the latest checkpoint become complete. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      writer.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Deletes all checkpoints: a run that starts anew must not be resumed from an old one. */
  void clear() {
    checkpoints.clear();
  }

  /** The newest usable checkpoint, the same on every rank: the first one chooses. */
  Optional<CheckpointManifest> latest(Collective collective) {
    Optional<CheckpointManifest> latest =
        collective.rank() == 0 ? checkpoints.latest(this::fits) : Optional.empty();
    if (collective.size() > 1) {
      long chosen = latest.map(manifest -> manifest.cursor().total()).orElse(NONE);
      byte[] choice = ByteBuffer.allocate(Long.BYTES).putLong(chosen).array();
      long shared = ByteBuffer.wrap(collective.allGather(choice).get(0)).getLong();
      latest = shared == NONE ? Optional.empty() : Optional.of(checkpoints.manifest(shared));
    }
    latest.ifPresent(this::requireSameRun);
    return latest;
  }

  /** Brings {@code state} to where {@code manifest} was written, on this rank. */
  void restore(CheckpointManifest manifest, TrainingState state, int rank) {
    long step = manifest.cursor().total();
    try (NDManager scratch = state.manager().newSubManager()) {
      Map<String, NDArray> weights = arrays(step, WEIGHTS, scratch);
      Map<String, NDArray> all = arrays(step, STATE, scratch);
      String own = PerRankState.file(rank);
      if (manifest.sha256().containsKey(own)) {
        all.keySet().removeIf(name -> name.startsWith(TrainingState.OBJECTIVE));
        all.putAll(arrays(step, own, scratch));
      }
      state.restore(weights, all, manifest.updates());
    }
    LOG.info("resumed after step {} from {}", step, storage.describe(Checkpoints.FOLDER));
  }

  /** Where planning stood, if training itself planned. */
  Optional<LivePlanState> plan(CheckpointManifest manifest) {
    return manifest.sha256().containsKey(PLAN)
        ? Optional.of(checkpoints.read(manifest.cursor().total(), PLAN, LivePlanState::read))
        : Optional.empty();
  }

  /** The log as it was then. */
  List<LogLine> lines(CheckpointManifest manifest) {
    return checkpoints.read(manifest.cursor().total(), LINES, TrainingLog::read);
  }

  /** The net's tensors as they were after {@code step} steps, of which there is a checkpoint. */
  Safetensors weights(long step) {
    return checkpoints.read(step, WEIGHTS, input -> Safetensors.read(input, WEIGHTS));
  }

  /** Another number of ranks can go on where the plan begins a round, unless training plans. */
  private boolean fits(CheckpointManifest manifest) {
    return manifest.ranks() == settings.ranks()
        || (manifest.cursor().step() == 0 && !manifest.sha256().containsKey(PLAN));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "checkpoint-writer");
    thread.setDaemon(true);
    return thread;
  }

  private Map<String, NDArray> arrays(long step, String file, NDManager manager) {
    return checkpoints.read(step, file, input -> TensorFile.read(input, file, manager));
  }

  private void requireSameRun(CheckpointManifest manifest) {
    if (manifest.seed() != settings.seed()) {
      throw SemblanceException.usage(
          "the checkpoints in %s were written with train.seed %d, got %d: set it back or start a new run directory"
              .formatted(storage.describe(Checkpoints.FOLDER), manifest.seed(), settings.seed()));
    }
    if (manifest.ranks() != settings.ranks()) {
      if (!fits(manifest)) {
        throw SemblanceException.usage(
            "the checkpoints in %s were written with train.ranks %d in the middle of an epoch, got %d: set it back or start a new run directory"
                .formatted(
                    storage.describe(Checkpoints.FOLDER), manifest.ranks(), settings.ranks()));
      }
      LOG.warn(
          "resuming with train.ranks {} instead of {} at the start of epoch {}: results may differ"
              + " in the last bits",
          settings.ranks(),
          manifest.ranks(),
          manifest.cursor().round());
    }
    if (manifest.threads() != settings.threads()) {
      LOG.warn(
          "resuming with train.threads {} instead of {}: results may differ in the last bits",
          settings.threads(),
          manifest.threads());
    }
  }
}
