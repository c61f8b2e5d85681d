package org.semblance.batch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import org.semblance.config.Setting;
import org.semblance.config.Settings;
import org.semblance.config.Summary;
import org.semblance.fault.SemblanceException;

/**
 * How batches are drawn where APFS is off: {@code plan.sampler}. All sizes are those of the global
 * batch, the union of the workers' batches.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SamplerSettings.Shuffle.class, name = "shuffle"),
  @JsonSubTypes.Type(value = SamplerSettings.Balanced.class, name = "balanced")
})
public interface SamplerSettings extends Serializable {

  /**
   * Plain shuffling without replacement.
   *
   * @param batchSize images per step
   * @param dropLast whether a last batch that is not full is left out
   */
  @Summary("Permutations of the images.")
  record Shuffle(
      @Setting(
              value = "Images per step, a multiple of train.ranks.",
              byDefault = "64",
              atLeast = 1,
              unit = "images")
          int batchSize,
      @Setting(value = "Whether a last batch that is not full is left out.", byDefault = "true")
          boolean dropLast)
      implements SamplerSettings {

    public Shuffle {
      Settings.check(Shuffle.class, batchSize, dropLast);
    }

    @Override
    public void requireRanks(int ranks) {
      requireMultiple("batch-size", batchSize, ranks);
    }

    @Override
    public BatchSampler over(ImagesByClass images, long seed, int workers) {
      return new ShuffleSampler(this, images, seed, workers);
    }
  }

  /**
   * P classes times K images.
   *
   * @param classesPerBatch P
   * @param imagesPerClass K
   * @param stepsPerEpoch 0: as many as fit the number of training images
   */
  @Summary("P classes times K images.")
  record Balanced(
      @Setting(
              value = "P: a multiple of train.ranks, at most the training classes.",
              byDefault = "16",
              atLeast = 1,
              unit = "classes")
          int classesPerBatch,
      @Setting(
              value = "K; a class of fewer images gives all of them, then repeats.",
              byDefault = "4",
              atLeast = 1,
              unit = "images")
          int imagesPerClass,
      @Setting(
              value = "Steps of an epoch; 0 for as many as fit the number of training images.",
              byDefault = "0",
              atLeast = 0,
              unit = "steps")
          int stepsPerEpoch)
      implements SamplerSettings {

    public Balanced {
      Settings.check(Balanced.class, classesPerBatch, imagesPerClass, stepsPerEpoch);
    }

    @Override
    public void requireRanks(int ranks) {
      requireMultiple("classes-per-batch", classesPerBatch, ranks);
    }

    @Override
    public BatchSampler over(ImagesByClass images, long seed, int workers) {
      return new BalancedSampler(this, images, seed, workers);
    }
  }

  /**
   * The sampler of a training set.
   *
   * @param workers ranks that share each step, at least 1
   * @throws SemblanceException if the set or the number of workers does not suit these settings
   */
  BatchSampler over(ImagesByClass images, long seed, int workers);

  /**
   * Refuses a number of ranks that the batches cannot be dealt to, whatever the set.
   *
   * @throws SemblanceException usage
   */
  default void requireRanks(int ranks) {}

  private static void requireAtLeast(String key, int value, int minimum) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          "%s must be at least %d, got %d".formatted(key, minimum, value));
    }
  }

  /** Refuses a {@code size} that cannot be dealt evenly to {@code workers}. */
  static void requireMultiple(String key, int size, int workers) {
    requireAtLeast("train.ranks", workers, 1);
    if (size % workers != 0) {
      throw SemblanceException.usage(
          "plan.sampler.%s is %d but must be a multiple of train.ranks, which is %d"
              .formatted(key, size, workers));
    }
  }
}
