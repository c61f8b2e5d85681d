package org.semblance.train.settings;

import java.io.Serializable;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.semblance.optim.Clipping;
import org.semblance.optim.DeviceRule;
import org.semblance.optim.GroupRate;
import org.semblance.optim.Schedule;
import org.semblance.optim.UpdateRule;
import org.semblance.optim.WarmUp;

/**
 * How training runs; section {@code train}.
 *
 * @param seed of every random choice of plan and training
 * @param ranks processes that share each step, at least 1
 * @param threads native threads per rank, at least 1
 * @param epochs rounds of the plan to train on; 0 writes the initial model
 * @param optimizer the update rule
 * @param update where weights are moved
 * @param learningRate step size by group
 * @param weightDecay pull towards zero by group
 * @param schedule of the learning rates over epochs
 * @param warmUp of the learning rates over the first steps
 * @param clip bound on gradients
 * @param freezeBackboneEpochs first epochs that leave the backbone as it is, at least 0
 * @param lossScope which rows a loss sees
 * @param validation on held-out classes
 * @param checkpoint when and how many
 * @param prefetch of batches
 * @param logEverySteps steps between log lines, at least 1
 * @param maxAttempts starts after a lost executor, at least 1
 * @param exchange between ranks
 */
public record TrainSettings(
    long seed,
    int ranks,
    int threads,
    int epochs,
    UpdateRule optimizer,
    Update update,
    ByGroup learningRate,
    ByGroup weightDecay,
    Schedule schedule,
    WarmUp warmUp,
    Clipping clip,
    int freezeBackboneEpochs,
    LossScope lossScope,
    ValidationSettings validation,
    CheckpointSettings checkpoint,
    PrefetchSettings prefetch,
    int logEverySteps,
    int maxAttempts,
    ExchangeSettings exchange)
    implements Serializable {

  /** The group of the tensors that the loss owns. */
  public static final String LOSS = "loss";

  /** The group of the net's backbone. */
  public static final String BACKBONE = "backbone";

  /** The group of the net's head. */
  public static final String HEAD = "head";

  public TrainSettings {
    atLeast(1, "ranks", ranks);
    atLeast(1, "threads", threads);
    atLeast(0, "epochs", epochs);
    if (update == Update.DEVICE && !(optimizer instanceof DeviceRule)) {
      throw new IllegalArgumentException(
          "update must be sharded with an optimizer of type bigdl, got device");
    }
    atLeast(0, "freeze-backbone-epochs", freezeBackboneEpochs);
    atLeast(1, "log-every-steps", logEverySteps);
    atLeast(1, "max-attempts", maxAttempts);
  }

  /** Where weights are moved. */
  public enum Update {
    /** Every rank sums all gradients and moves all weights, on its device. */
    DEVICE,
    /** Every rank moves a slice of the weights in host memory; then they gather the slices. */
    SHARDED
  }

  /** Which rows a loss sees. */
  public enum LossScope {
    /** All rows of the step, on whichever rank: the gradient does not depend on the ranks. */
    GLOBAL,
    /** A rank's own rows; gradients are averaged. Another objective than {@code global}. */
    LOCAL
  }

  /**
   * One number for each kind of parameter.
   *
   * @param backbone for the pretrained or convolutional part
   * @param head for the layers after pooling
   * @param loss for class weights, proxies and margins
   */
  public record ByGroup(double backbone, double head, double loss) implements Serializable {}

  /**
   * Checks on classes held out of training.
   *
   * @param everyEpochs epochs between checks, 0 for none
   * @param maxImages images used at most, whole classes first, at least 2
   * @param model which weights become the model
   * @param patience checks without a better MAP@R before training stops, 0 to never stop
   */
  public record ValidationSettings(int everyEpochs, int maxImages, Selection model, int patience)
      implements Serializable {

    public ValidationSettings {
      atLeast(0, "every-epochs", everyEpochs);
      atLeast(2, "max-images", maxImages);
      atLeast(0, "patience", patience);
      if (everyEpochs == 0 && (patience > 0 || model == Selection.BEST)) {
        throw new IllegalArgumentException(
            "every-epochs must be at least 1 with model best or a patience, got 0");
      }
    }
  }

  /** Which weights become the model. */
  public enum Selection {
    /** Those after the last step. */
    LAST,
    /** Those with the highest validation MAP@R. */
    BEST
  }

  /**
   * When state is saved.
   *
   * @param everyEpochs epochs between checkpoints, 0 for none but the last
   * @param everySteps steps between checkpoints, 0 for none within an epoch
   * @param keep newest checkpoints kept, at least 1
   */
  public record CheckpointSettings(int everyEpochs, int everySteps, int keep)
      implements Serializable {

    public CheckpointSettings {
      atLeast(0, "every-epochs", everyEpochs);
      atLeast(0, "every-steps", everySteps);
      atLeast(1, "keep", keep);
    }
  }

  /**
   * Batches prepared ahead.
   *
   * @param threads that decode and augment, at least 1
   * @param batches ready or in work, at least 1
   * @param diskBytes most that local copies of shards take, at least 0
   */
  public record PrefetchSettings(int threads, int batches, long diskBytes) implements Serializable {

    public PrefetchSettings {
      atLeast(1, "threads", threads);
      atLeast(1, "batches", batches);
      if (diskBytes < 0) {
        throw new IllegalArgumentException("disk-bytes must be at least 0, got " + diskBytes);
      }
    }
  }

  /**
   * What ranks send each other.
   *
   * @param algorithm of sums over the ranks
   * @param compression of gradients on their way
   * @param deadlineSeconds most that one exchange takes, at least 1
   * @param requireAuthentication whether to refuse to train without {@code spark.authenticate}
   */
  public record ExchangeSettings(
      Algorithm algorithm,
      Compression compression,
      int deadlineSeconds,
      boolean requireAuthentication)
      implements Serializable {

    private static final int MOST_DIRECT = 32;

    public ExchangeSettings {
      atLeast(1, "deadline-seconds", deadlineSeconds);
    }

    /** Whether sums of this many ranks go round a ring. */
    public boolean ring(int ranks) {
      return algorithm == Algorithm.RING || (algorithm == Algorithm.AUTO && ranks > MOST_DIRECT);
    }
  }

  /** Which ways the sums over the ranks take. */
  public enum Algorithm {
    /** Direct for up to 32 ranks, ring above. */
    AUTO,
    /** From each rank straight to each other one, added in the order of the ranks. */
    DIRECT,
    /** Round a ring of the ranks, added on the way. */
    RING
  }

  /** How gradients travel. */
  public enum Compression {
    /** All 32 bits. */
    NONE,
    /** As bfloat16; sums are taken in float32. */
    BF16
  }

  /** These settings with {@link UpdateRule#withFiles}. */
  public TrainSettings withFiles(UnaryOperator<String> where) {
    return withOptimizer(optimizer.withFiles(where), update);
  }

  /** These settings with another rule. */
  public TrainSettings withOptimizer(UpdateRule rule, Update place) {
    return new TrainSettings(
        seed,
        ranks,
        threads,
        epochs,
        rule,
        place,
        learningRate,
        weightDecay,
        schedule,
        warmUp,
        clip,
        freezeBackboneEpochs,
        lossScope,
        validation,
        checkpoint,
        prefetch,
        logEverySteps,
        maxAttempts,
        exchange);
  }

  /** Learning rate and weight decay by group name. */
  public Map<String, GroupRate> rates() {
    return Map.of(
        BACKBONE, new GroupRate(learningRate.backbone(), weightDecay.backbone()),
        HEAD, new GroupRate(learningRate.head(), weightDecay.head()),
        LOSS, new GroupRate(learningRate.loss(), weightDecay.loss()));
  }

  private static void atLeast(int bound, String name, int value) {
    if (value < bound) {
      throw new IllegalArgumentException(name + " must be at least " + bound + ", got " + value);
    }
  }
}
