package org.semblance.train.settings;

import java.io.Serializable;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.semblance.config.Family;
import org.semblance.config.Setting;
import org.semblance.config.Setting.Effect;
import org.semblance.config.Settings;
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
    @Setting("Seed of every random choice of plan and training, any integer.") long seed,
    @Setting(
            value =
                "Processes that share each step, one per executor. Within an epoch a "
                    + "training goes on with the same number only.",
            byDefault = "1",
            atLeast = 1,
            effect = Effect.COURSE)
        int ranks,
    @Setting(
            value = "Native threads of each rank. Changes the last bits.",
            byDefault = "2",
            atLeast = 1,
            effect = Effect.NONE)
        int threads,
    @Setting(
            value = "Rounds of the plan to train on. 0 writes the initial model.",
            byDefault = "10",
            atLeast = 0,
            unit = "epochs")
        int epochs,
    @Setting(
            value =
                "The rule that moves the weights. bigdl needs update sharded; see "
                    + "docs/optimizers.md.",
            byDefault = "{type: adam}")
        UpdateRule optimizer,
    @Setting(
            value =
                "Where weights are moved. device: every rank sums all gradients and "
                    + "moves all weights, on its device. sharded: each rank sums and moves one "
                    + "slice of them, in host memory, and gathers the other slices. The "
                    + "results are the same up to rounding, the bytes sent too; sharded keeps "
                    + "1 / ranks of the moments on each rank and leaves the device's memory to "
                    + "the net.",
            byDefault = "device",
            effect = Effect.NONE)
        Update update,
    @Setting(
            value =
                "Step size by kind of parameter: the backbone, the layers after pooling, "
                    + "and what the loss owns (class weights, proxies, margins).",
            byDefault = "{backbone: 1.0e-3, head: 1.0e-3, loss: 1.0e-2}")
        ByGroup learningRate,
    @Setting(
            value = "Weight decay by kind of parameter.",
            byDefault = "{backbone: 0.0, head: 0.0, loss: 0.0}")
        ByGroup weightDecay,
    @Setting(value = "Factor of all learning rates by epoch.", byDefault = "{type: constant}")
        Schedule schedule,
    @Setting("Linear rise of the learning rates over the first steps.") WarmUp warmUp,
    @Setting(value = "Bound on gradients.", byDefault = "{type: none}") Clipping clip,
    @Setting(
            value = "First epochs that leave the backbone as it is.",
            byDefault = "0",
            atLeast = 0,
            unit = "epochs")
        int freezeBackboneEpochs,
    @Setting(
            value =
                "global: a loss sees the rows of all ranks, so that results do not "
                    + "depend on the ranks; local: each rank's own rows only, gradients "
                    + "averaged, which is another objective.",
            byDefault = "global")
        LossScope lossScope,
    @Setting("Checks on the classes of split val.") ValidationSettings validation,
    @Setting(value = "When state is saved.", effect = Effect.NONE) CheckpointSettings checkpoint,
    @Setting(value = "Batches prepared ahead.", effect = Effect.NONE) PrefetchSettings prefetch,
    @Setting(
            value = "Steps between lines of metrics.jsonl and points of TensorBoard curves.",
            byDefault = "20",
            atLeast = 1,
            unit = "steps",
            effect = Effect.NONE)
        int logEverySteps,
    @Setting(
            value =
                "Starts from the last checkpoint after a lost executor, first start " + "included.",
            byDefault = "3",
            atLeast = 1,
            effect = Effect.NONE)
        int maxAttempts,
    @Setting("What the ranks send each other in each step.") ExchangeSettings exchange)
    implements Serializable {

  /** The group of the tensors that the loss owns. */
  public static final String LOSS = "loss";

  /** The group of the net's backbone. */
  public static final String BACKBONE = "backbone";

  /** The group of the net's head. */
  public static final String HEAD = "head";

  public TrainSettings {
    Settings.check(
        TrainSettings.class,
        seed,
        ranks,
        threads,
        epochs,
        optimizer,
        update,
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
    if (update == Update.DEVICE && !(optimizer instanceof DeviceRule)) {
      throw new IllegalArgumentException(
          "update must be sharded with an optimizer of type %s, got device"
              .formatted(new Family(UpdateRule.class).nameOf(optimizer.getClass())));
    }
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
  public record ByGroup(
      @Setting(value = "Of the backbone.", atLeast = 0) double backbone,
      @Setting(value = "Of the layers after pooling.", atLeast = 0) double head,
      @Setting(value = "Of class weights, proxies and margins.", atLeast = 0) double loss)
      implements Serializable {
    public ByGroup {
      Settings.check(ByGroup.class, backbone, head, loss);
    }
  }

  /**
   * Checks on classes held out of training.
   *
   * @param everyEpochs epochs between checks, 0 for none
   * @param maxImages images used at most, whole classes first, at least 2
   * @param model which weights become the model
   * @param patience checks without a better MAP@R before training stops, 0 to never stop
   */
  public record ValidationSettings(
      @Setting(
              value = "Epochs between checks. 0: none.",
              byDefault = "1",
              atLeast = 0,
              unit = "epochs")
          int everyEpochs,
      @Setting(
              value = "Images used at most, by whole classes.",
              byDefault = "5000",
              atLeast = 2,
              unit = "images")
          int maxImages,
      @Setting(
              value = "Which weights become the model: last, or best by validation MAP@R.",
              byDefault = "last")
          Selection model,
      @Setting(
              value = "Checks without a better MAP@R before training stops. 0: never stop.",
              byDefault = "0",
              atLeast = 0)
          int patience)
      implements Serializable {

    public ValidationSettings {
      Settings.check(ValidationSettings.class, everyEpochs, maxImages, model, patience);
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
  public record CheckpointSettings(
      @Setting(
              value = "Epochs between checkpoints. 0: only when training ends.",
              byDefault = "1",
              atLeast = 0,
              unit = "epochs")
          int everyEpochs,
      @Setting(
              value = "Steps between checkpoints within an epoch. 0: none.",
              byDefault = "0",
              atLeast = 0,
              unit = "steps")
          int everySteps,
      @Setting(
              value = "Newest checkpoints kept; the best one is kept besides.",
              byDefault = "2",
              atLeast = 1)
          int keep)
      implements Serializable {

    public CheckpointSettings {
      Settings.check(CheckpointSettings.class, everyEpochs, everySteps, keep);
    }
  }

  /**
   * Batches prepared ahead.
   *
   * @param threads that decode and augment, at least 1
   * @param batches ready or in work, at least 1
   * @param diskBytes most that local copies of shards take, at least 0
   */
  public record PrefetchSettings(
      @Setting(
              value = "Threads of each rank that decode and augment.",
              byDefault = "1",
              atLeast = 1)
          int threads,
      @Setting(value = "Batches prepared ahead.", byDefault = "3", atLeast = 1) int batches,
      @Setting(
              value = "Most that local copies of packed images take on a rank.",
              byDefault = "10737418240",
              atLeast = 0,
              unit = "bytes")
          long diskBytes)
      implements Serializable {

    public PrefetchSettings {
      Settings.check(PrefetchSettings.class, threads, batches, diskBytes);
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
      @Setting(
              value =
                  "Which ways sums over the ranks take. direct: from each rank to each "
                      + "other one. ring: round the ranks, with less memory and traffic between "
                      + "racks, but more latency. auto: ring above 32 ranks. Changes the last "
                      + "bits.",
              byDefault = "auto",
              effect = Effect.NONE)
          Algorithm algorithm,
      @Setting(
              value =
                  "Gradients on their way: none (float32), or bf16 (half the bytes, 8 "
                      + "significant bits, summed in float32).",
              byDefault = "none",
              effect = Effect.COURSE)
          Compression compression,
      @Setting(
              value = "Most that one exchange takes before a rank is given up as hung.",
              byDefault = "300",
              atLeast = 1,
              unit = "seconds",
              effect = Effect.NONE)
          int deadlineSeconds,
      @Setting(
              value =
                  "Whether to refuse several ranks without spark.authenticate: anyone who "
                      + "reaches their ports could send gradients.",
              byDefault = "true",
              effect = Effect.NONE)
          boolean requireAuthentication)
      implements Serializable {

    private static final int MOST_DIRECT = 32;

    public ExchangeSettings {
      Settings.check(
          ExchangeSettings.class, algorithm, compression, deadlineSeconds, requireAuthentication);
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
    return Settings.from(this).with("optimizer", rule).with("update", place).build();
  }

  /** Learning rate and weight decay by group name. */
  public Map<String, GroupRate> rates() {
    return Map.of(
        BACKBONE, new GroupRate(learningRate.backbone(), weightDecay.backbone()),
        HEAD, new GroupRate(learningRate.head(), weightDecay.head()),
        LOSS, new GroupRate(learningRate.loss(), weightDecay.loss()));
  }
}
